window.cartbeat =
  window.cartbeat ||
  Object.assign(
    function () {
      cartbeat.q.push(arguments);
    },
    { q: [] },
  );

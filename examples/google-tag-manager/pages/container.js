// What the tag in custom-html-tag.html does once Tag Manager runs it, some time after the page's own code.
window.cartbeat =
  window.cartbeat ||
  function () {
    (cartbeat.q = cartbeat.q || []).push(arguments);
  };
cartbeat("init", { writeKey: "{{writeKey}}", endpoint: "{{collector}}", dataLayer: "dataLayer" });
document.head.append(
  Object.assign(document.createElement("script"), { async: true, src: "{{collector}}/cartbeat.js" }),
);

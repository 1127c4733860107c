/** Puts a product's picture into an element that holds `<svg><use>`. */
export function showArt(element, product) {
  element.querySelector("svg").setAttribute("aria-label", product.name);
  element.querySelector("use").setAttribute("href", `/art.svg#${product.art}`);
}

/** The element marked `data-part="name"` within another. */
export function part(element, name) {
  return element.querySelector(`[data-part="${name}"]`);
}

/** A copy of a template's only element. */
export function copyOf(templateId) {
  return document.getElementById(templateId).content.firstElementChild.cloneNode(true);
}

/** Scrolls the nearest scrolling ancestor, and only that, so that the element stands in its middle. */
export function scrollToCentre(element: Element, onlyIfHidden = false): void {
  const scroller = scrollerOf(element);
  if (scroller === null) return;
  const own = element.getBoundingClientRect();
  const box = scroller.getBoundingClientRect();
  if (onlyIfHidden && own.top >= box.top && own.bottom <= box.bottom) return;
  // What is taller than the view starts a little below its top.
  const offset = own.height > box.height * 0.8 ? box.height * 0.1 : (box.height - own.height) / 2;
  scroller.scrollTop += own.top - box.top - offset;
}

function scrollerOf(element: Element): Element | null {
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return null;
}

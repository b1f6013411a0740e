/// <reference lib="dom" />

type Child = Node | string;
type Properties = Readonly<Record<string, string | number | boolean | undefined | ((event: any) => void)>>;

/** An element: texts are texts, never markup, wherever they come from. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [property, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(property.slice(2), value);
    else made.setAttribute(property, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** Puts other children where there were some. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...children);
}

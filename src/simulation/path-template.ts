/** The characters that one segment may have, as the proxy takes them from RFC 3986. */
const ONE = "[a-zA-Z0-9\\-._~%!$&'()+,;:@=]+";
const ANY = "[a-zA-Z0-9\\-._~%!$&'()+,;:@/=]*";

export function isPathTemplate(path: string): boolean {
  return path.includes('{*}') || path.includes('{**}');
}

/** A path in which `{*}` is one segment, and `{**}` any number of them. */
export function templateTest(template: string): (path: string) => boolean {
  const source = template
    .split(/(\{\*\*\}|\{\*\})/)
    .map((part) => {
      if (part === '{*}') return ONE;
      return part === '{**}' ? ANY : part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    })
    .join('');
  const expression = new RegExp(`^${source}$`);
  return (path) => expression.test(path);
}

/** Whether a text can be the name of a field: what every object of JavaScript has already is lost there, or stops cdk8s. */
export function isFieldName(text: string): boolean {
  return !(text in Object.prototype);
}

/** Whether a name stands for a part of the request line, or its host, and not for an ordinary header. */
export function isPseudoHeader(name: string): boolean {
  return name.startsWith(':') || name.toLowerCase() === 'host';
}

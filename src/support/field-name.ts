/** Whether a text can be the name of a field: what every object of JavaScript has already is lost there, or stops cdk8s. */
export function isFieldName(text: string): boolean {
  return !(text in Object.prototype);
}

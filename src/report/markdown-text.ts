import { visible } from '../support/unprintable';

/** A text of Markdown. Names come from manifests: nothing of them is markup. */
export function markdownText(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>!|~&$@]/g, '\\$&');
}

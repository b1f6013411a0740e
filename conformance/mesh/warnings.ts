import type { Applied } from './apply';

/** istiod says it of every EnvoyFilter, whatever it holds. */
const USUAL = /EnvoyFilter exposes internal implementation details/;

/** What the API server has to say of objects, but for what it always says. */
export function withoutUsual(warnings: Applied['warnings']): Applied['warnings'] {
  return warnings.filter(({ text }) => !USUAL.test(text));
}

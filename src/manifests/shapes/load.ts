/* eslint-disable @typescript-eslint/no-require-imports -- loaded when somebody else's object is judged: an app of ours alone does not wait for it */

export function loadShapeCheck(): typeof import('./shape-check') {
  return require('./shape-check');
}

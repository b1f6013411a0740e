/* eslint-disable @typescript-eslint/no-require-imports -- loaded when something is asked: an app that only synthesizes does not wait for it */

export function loadSimulation(): typeof import('../../simulation/simulate') {
  return require('../../simulation/simulate');
}

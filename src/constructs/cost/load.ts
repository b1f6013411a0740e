/* eslint-disable @typescript-eslint/no-require-imports -- loaded when something is asked: an app that only synthesizes does not wait for it */

export function loadCost(): typeof import('../../report/cost') {
  return require('../../report/cost');
}

export function loadCostText(): typeof import('../../report/cost-text') {
  return require('../../report/cost-text');
}

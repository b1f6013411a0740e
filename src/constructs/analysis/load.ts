/* eslint-disable @typescript-eslint/no-require-imports -- loaded when something is analyzed: an app that only synthesizes does not wait for it */

export function loadAnalyzer(): typeof import('../../analysis/analyze') {
  return require('../../analysis/analyze');
}

export function loadReader(): typeof import('../../manifests/manifest-reader') {
  return require('../../manifests/manifest-reader');
}

export function loadTextReader(): typeof import('../../manifests/text-reader') {
  return require('../../manifests/text-reader');
}

export function loadSurroundings(): typeof import('../../manifests/read-surroundings') {
  return require('../../manifests/read-surroundings');
}

export function loadText(): typeof import('../../report/text') {
  return require('../../report/text');
}

export function loadErrorRules(): typeof import('../../analysis/error-rules') {
  return require('../../analysis/error-rules');
}

export function loadRunner(): typeof import('../../analysis/run-rules') {
  return require('../../analysis/run-rules');
}

export function loadAcknowledge(): typeof import('./acknowledge') {
  return require('./acknowledge');
}

export function loadAtSynth(): typeof import('./at-synth') {
  return require('./at-synth');
}

export function loadReadConstructs(): typeof import('./read-constructs') {
  return require('./read-constructs');
}

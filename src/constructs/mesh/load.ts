/* eslint-disable @typescript-eslint/no-require-imports -- loaded when a text is read: most apps read none */

export function loadYaml(): typeof import('../../support/yaml/read-yaml') {
  return require('../../support/yaml/read-yaml');
}

/**
 * How rules get to Falco.
 */
export enum FalcoOutput {
  /** No object: the text `helmValues` is given to Falco's Helm chart, `helm upgrade … -f`. */
  HELM_VALUES = 'HELM_VALUES',
  /** A ConfigMap in Falco's namespace, which whoever installed Falco mounts in a folder of `rules_files`. */
  CONFIG_MAP = 'CONFIG_MAP',
  /** An object of the Falco operator in its instance's namespace. */
  RULESFILE = 'RULESFILE',
}

import type { Origin } from './origin';
import type { ServiceKey } from './service';

export const FALCO_PRIORITIES = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFORMATIONAL', 'DEBUG'] as const;
export type FalcoPriority = (typeof FALCO_PRIORITIES)[number];

/** What is looked for around the mesh. */
export const FALCO_CHECKS = [
  'FIREWALL_CHANGED', 'PROXY_IDENTITY_TAKEN', 'CONNECTION_AROUND_PROXY', 'PROCESS_IN_PROXY', 'CREDENTIALS_WRITTEN', 'CREDENTIALS_READ',
  'TOKEN_READ', 'UNDECLARED_CONNECTION', 'DATAGRAM_AROUND_PROXY', 'SHELL_IN_CONTAINER', 'PROXY_ASKED',
] as const;
export type FalcoCheck = (typeof FALCO_CHECKS)[number];

export interface FalcoList {
  readonly name: string;
  readonly items: readonly string[];
}

export interface FalcoMacro {
  readonly name: string;
  readonly condition: string;
}

export interface FalcoRule {
  readonly name: string;
  readonly desc: string;
  readonly condition: string;
  readonly output: string;
  readonly priority: FalcoPriority;
  readonly tags: readonly string[];
  readonly enabled: boolean;
}

/** What a check does not report of one service. */
export interface FalcoAllowance {
  /** Name of the rule set. */
  readonly ruleSet: string;
  readonly check: FalcoCheck;
  readonly service: ServiceKey;
  /** Undefined: whatever the process. */
  readonly processes: readonly string[] | undefined;
  readonly reason: string;
  readonly origin: Origin;
}

/** A file of rules: what is derived is derived when it is written. */
export interface FalcoRuleSet {
  readonly name: string;
  readonly proxyUid: number;
  readonly proxyExecutables: readonly string[];
  /** In the order in which they were given: each may use those before it. */
  readonly lists: readonly FalcoList[];
  readonly macros: readonly FalcoMacro[];
  readonly rules: readonly FalcoRule[];
}

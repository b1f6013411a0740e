export { FalcoCheck } from './falco-check';
export { FalcoList } from './falco-list';
export { FalcoMacro } from './falco-macro';
export { FalcoOutput } from './falco-output';
export { FalcoPriority } from './falco-priority';
export { FalcoRule, type FalcoRuleProps } from './falco-rule';
export { type FalcoAllowOptions, FalcoRules, type FalcoRulesProps } from './falco-rules';

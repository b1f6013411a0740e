import { renderCheckRule } from './check-rule';
import { connectionRules } from './connection-rules';
import { fileRules } from './file-rules';
import { processRules } from './process-rules';
import { sharedLists } from './shared-lists';
import { sharedMacros } from './shared-macros';
import { watchOf } from './watch';
import { FALCO_CHECKS, type FalcoList, type FalcoMacro, type FalcoRule, type FalcoRuleSet } from '../../model/falco';
import type { MeshModel } from '../../model/model';
import { given, listed } from '../given';

/** One item of a rules file. */
export type RulesItem =
  | { readonly required_engine_version: string }
  | { readonly required_plugin_versions: readonly { readonly name: string; readonly version: string }[] }
  | { readonly list: string; readonly items: readonly string[] }
  | { readonly macro: string; readonly condition: string }
  | {
    readonly rule: string;
    readonly desc: string;
    readonly condition: string;
    readonly output: string;
    readonly priority: string;
    readonly enabled?: false;
    readonly tags?: readonly string[];
  };

/** Falco 0.42, the first that tells no more whether a system call begins or ends, and what it knows of containers by. */
const ENGINE = '0.57.0';
const CONTAINER_PLUGIN = '0.4.0';

/** Lists, macros, rules, each before whoever names it. Of rules the grave ones come first: Falco reports the first that fits. */
export function renderRulesFile(model: MeshModel, set: FalcoRuleSet): RulesItem[] {
  const watch = watchOf(model, set);
  const checks = [...processRules(watch), ...fileRules(watch), ...connectionRules(watch)]
    .sort((a, b) => FALCO_CHECKS.indexOf(a.check) - FALCO_CHECKS.indexOf(b.check));
  const rules = [...checks.map((rule) => renderCheckRule(watch, rule)), ...set.rules];
  const macros = [...named(sharedMacros(watch), [...set.macros, ...rules]), ...set.macros];
  const lists = [...named(sharedLists(watch), [...macros, ...rules]), ...set.lists];
  return [
    { required_engine_version: ENGINE },
    { required_plugin_versions: [{ name: 'container', version: CONTAINER_PLUGIN }] },
    ...lists.map(renderList),
    ...macros.map(renderMacro),
    ...rules.map(renderRule),
  ];
}

/** Those that a condition names: of others Falco would warn. Shared macros name no shared macros. */
function named<T extends { readonly name: string }>(shared: readonly T[], by: readonly { readonly condition: string }[]): T[] {
  const words = new Set(by.flatMap(({ condition }) => condition.match(/\w+/g) ?? []));
  return shared.filter(({ name }) => words.has(name));
}

function renderList({ name, items }: FalcoList): RulesItem {
  return { list: name, items };
}

function renderMacro({ name, condition }: FalcoMacro): RulesItem {
  return { macro: name, condition };
}

function renderRule({ name, desc, condition, output, priority, tags, enabled }: FalcoRule): RulesItem {
  return given({ rule: name, desc, condition, output, priority, enabled: enabled ? undefined : false as const, tags: listed(tags) });
}

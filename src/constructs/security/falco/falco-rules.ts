import { Lazy, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { FalcoCheck } from './falco-check';
import { type FalcoList } from './falco-list';
import { type FalcoMacro } from './falco-macro';
import { FalcoOutput } from './falco-output';
import { type FalcoRule } from './falco-rule';
import { checkNames, checkReferences } from './own-items';
import type { FalcoRuleSet } from '../../../model/falco';
import { renderRulesFile, type RulesItem } from '../../../render/falco/rules-file';
import { PROXY_EXECUTABLES } from '../../../render/falco/shared-lists';
import { CONFIG_MAP, RULESFILE } from '../../../render/kinds';
import { checkList, checkWord } from '../../../support/closed-set';
import { sortedSet } from '../../../support/compare';
import { checkDirectory } from '../../../support/container';
import { checkDnsLabel, checkServiceName } from '../../../support/dns-name';
import { explain, fail, within } from '../../../support/errors';
import { checkProcess } from '../../../support/falco/words';
import { checkWhole, INT32 } from '../../../support/number';
import { checkReason } from '../../../support/reason';
import { bookOf } from '../../book';
import { emit } from '../../emit';
import { type ICallTarget, targetOf } from '../../service/call-target';

/**
 * Properties of `FalcoRules`: how they get to Falco, and what is added to them.
 */
export interface FalcoRulesProps {
  /** How the rules get to Falco. */
  readonly output: FalcoOutput;

  /**
   * Namespace of Falco, where its objects lie.
   *
   * @default 'falco'
   */
  readonly namespace?: string;

  /**
   * Rules of your own, after the derived ones. Falco reports the first rule that fits, unless its `rule_matching` is `all`.
   *
   * @default - none
   */
  readonly rules?: FalcoRule[];

  /**
   * Macros for them. Each may name those before it.
   *
   * @default - none
   */
  readonly macros?: FalcoMacro[];

  /**
   * Lists for them. Each may name those before it.
   *
   * @default - none
   */
  readonly lists?: FalcoList[];

  /**
   * Macros and lists that files declare which Falco loads before this one, such as `falco_rules.yaml`. Nothing is known about them here: a
   * condition that names one must say itself which system calls it is about.
   *
   * @default - none
   */
  readonly declaredElsewhere?: string[];

  /**
   * User and group of the proxies, whose connections are not sent through them: another one on OpenShift.
   *
   * @default 1337
   */
  readonly proxyUid?: number;

  /**
   * The programs of the proxies, by their paths.
   *
   * @default - those of Istio's images: `/usr/local/bin/envoy` and `/usr/local/bin/pilot-agent`
   */
  readonly proxyExecutables?: string[];
}

/**
 * What is not reported of a service, and why.
 */
export interface FalcoAllowOptions {
  /**
   * Names of the programs' files. The kernel keeps fifteen characters of each, which are compared.
   *
   * @default - whatever the program
   */
  readonly processes?: string[];

  /** Why it is as it should be. It is written into the rule, and on the object. */
  readonly reason: string;
}

/** An object of the cluster has at most a mebibyte, and as YAML the rules are a little larger. */
const MOST_BYTES = 900 * 1024;

/**
 * Rules by which Falco watches the services of the app on their nodes, derived from what was declared: shells, programs in proxies, whoever
 * takes the proxy's user and so goes around it, firewall rules, certificates and tokens, and connections that nobody declared. They are
 * written for Falco 0.42 and later, and need nothing of its default rules.
 *
 * Falco sees system calls, no requests: which port a service connects to, and not which service answers there. What it sees, and what it
 * cannot, is on the page about Falco.
 *
 * The constructor throws MSH001 for an empty list; MSH002 when the id or the namespace is not a DNS label; MSH010 for an unknown output;
 * MSH011 for a bad user; MSH046 for a program that is no path; MSH503 for a rule that is about any system call; MSH504 for a macro or list
 * that is not there; MSH506 for two of one name. At synth: MSH500 when the app has no namespace; MSH508 for rules that no object could hold.
 *
 * @example
 *
 * const falco = new FalcoRules(chart, 'shop-runtime', {
 *   output: FalcoOutput.RULESFILE,
 *   rules: [FalcoRule.of({
 *     rule: 'Backup read',
 *     desc: 'Backups are read by the restore job only.',
 *     condition: 'shop_runtime_opened and fd.name startswith /backups/ and not proc.name = restore',
 *     output: 'Backup read | file=%fd.name pod=%k8s.pod.name',
 *     priority: FalcoPriority.WARNING,
 *   })],
 * });
 * falco.allow(FalcoCheck.SHELL_IN_CONTAINER, payments, { processes: ['sh'], reason: 'its report is a shell script' });
 *
 * @see https://falco.org/docs/concepts/rules/
 */
export class FalcoRules extends Construct {
  private readonly set: FalcoRuleSet;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the rules: of their object or file, and in the names of rules, macros and lists. Another app's must differ from it,
   * since Falco would take the later of two.
   * @param props How they get to Falco.
   */
  public constructor(scope: Construct, id: string, props: FalcoRulesProps) {
    super(scope, id);
    this.set = ruleSetOf(this, id, props);
    const namespace = checkDnsLabel(props.namespace ?? 'falco', 'namespace', this);
    const book = bookOf(this);
    const earlier = book.claim(`FalcoRules ${this.set.name}`, this);
    if (earlier !== undefined) fail(this, 'MSH506', { what: `'${earlier}' has rules of this name, too`, got: id, fix: 'give one of the two another id' });
    book.add('checks', ({ namespaces }) => (namespaces.size > 0 ? [] : [{
      code: 'MSH500', path: this.node.path, message: explain({ what: 'the app has no namespace in which Falco could watch anything', fix: 'declare its namespaces and services' }),
    }]));
    this.emitFor(checkWord(props.output, Object.values(FalcoOutput), 'output for Falco', this), namespace);
  }

  /**
   * The file of rules: for `falco --validate`, or for whatever else loads it. Ask when everything is declared.
   *
   * Throws MSH508 for rules that no object could hold.
   */
  public get rulesFile(): string {
    return Yaml.stringify(this.items);
  }

  /**
   * The same as values of Falco's Helm chart: `helm upgrade falco falcosecurity/falco --reuse-values -f`. It adds a file and changes no other.
   *
   * Throws MSH508 for rules that no object could hold.
   */
  public get helmValues(): string {
    return Yaml.stringify({ customRules: { [`${this.set.name}.yaml`]: this.rulesFile } });
  }

  /**
   * Does not report of one service what a check looks for. A connection is better declared: `service.calls(…)`.
   *
   * Throws MSH001 for an empty list; MSH010 for an unknown check; MSH053 without a reason; MSH078 for what is no service of this app; MSH507
   * for a program whose name Falco cannot read.
   *
   * @param check What is not reported.
   * @param service Of which service.
   * @param options By which programs, and why.
   */
  public allow(check: FalcoCheck, service: ICallTarget, options: FalcoAllowOptions): void {
    const target = targetOf(service);
    if (target.kind !== 'service' || !target.service.owned) {
      fail(this, 'MSH078', { what: 'only pods of this app are watched', got: service.node.path, fix: 'pass a MeshService or PlainService of this app' });
    }
    const { processes } = options;
    bookOf(this).add('falcoAllowances', {
      ruleSet: this.set.name,
      check: checkWord(check, Object.values(FalcoCheck), 'check of Falco', this),
      service: target.service.key,
      processes: processes && within(this, () => sortedSet(checkList(processes, 'processes', 'name programs, or leave it out').map(checkProcess))),
      reason: checkReason(this, options.reason, 'what Falco does not report'),
      origin: { path: this.node.path, call: `allow(${service.node.path})` },
    });
  }

  private get items(): RulesItem[] {
    const items = renderRulesFile(bookOf(this).model, this.set);
    const bytes = Buffer.byteLength(JSON.stringify(items));
    if (bytes <= MOST_BYTES) return items;
    return fail(this, 'MSH508', { what: 'the rules fit in no object', got: `${bytes} bytes`, allowed: `${MOST_BYTES} bytes`, fix: 'divide the app, or the rules of your own' });
  }

  private emitFor(output: FalcoOutput, namespace: string): void {
    const { name } = this.set;
    const reasons = () => bookOf(this).model.falcoAllowancesOf(name).map(({ reason }) => reason);
    switch (output) {
      case FalcoOutput.HELM_VALUES: return;
      case FalcoOutput.CONFIG_MAP:
        // the key under which the operator would look for it
        emit(this, 'ConfigMap', { kind: CONFIG_MAP, name, namespace, reasons, fields: { data: { 'rules.yaml': Lazy.any({ produce: () => this.rulesFile }) } } });
        return;
      case FalcoOutput.RULESFILE:
        emit(this, 'Rulesfile', { kind: RULESFILE, name, namespace, reasons, spec: () => ({ inlineRules: this.items }) });
    }
  }
}

function ruleSetOf(at: FalcoRules, id: string, props: FalcoRulesProps): FalcoRuleSet {
  const { proxyExecutables } = props;
  const set: FalcoRuleSet = {
    name: checkServiceName(id, at, 'set of rules'),
    proxyUid: checkWhole(props.proxyUid ?? 1337, 'proxyUid', 1, INT32, undefined, at),
    proxyExecutables: proxyExecutables === undefined ? PROXY_EXECUTABLES
      : sortedSet(checkList(proxyExecutables, 'proxyExecutables', 'name the programs, or leave it out', at).map((path) => checkDirectory(path, 'program of the proxy', at))),
    lists: (props.lists ?? []).map(({ _list }) => _list),
    macros: (props.macros ?? []).map(({ _macro }) => _macro),
    rules: (props.rules ?? []).map(({ _rule }) => _rule),
  };
  checkNames(at, set);
  checkReferences(at, set, props.declaredElsewhere ?? []);
  return set;
}

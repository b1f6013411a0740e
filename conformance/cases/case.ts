import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { type Given, GIVEN, issueTokens } from './keys';
import { readLines } from './line';
import { System } from './system';
import { type Table, tableOf } from './table';
import { MeshConfig, MeshConfigFormat } from '../../src';
import { surroundingsOf } from '../../src/constructs/analysis/mesh-context';
import { bookOf } from '../../src/constructs/book';
import type { Surroundings } from '../../src/manifests/surroundings';
import type { KubeObject } from '../mesh/kube';

/** They are there before any case. */
const SHARED = ['istio-system', 'default', 'kube-system'];

/** A folder: `app.ts`, whose `build` makes manifests as users do, and `expectations.txt`, which says what must come of requests. */
export class Case {
  static all(dir: string): Case[] {
    const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(dir, entry.name, 'app.ts')));
    return folders.map(({ name }) => Case.read(dir, name));
  }

  private static read(dir: string, name: string): Case {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { build } = require(join(dir, name, 'app.ts')) as { build: (app: App, given: Given) => void };
    const app = new App();
    build(app, GIVEN);
    const file = join(name, 'expectations.txt');
    return new Case(name, app.charts.flatMap((chart) => Testing.synth(chart)), readFileSync(join(dir, file), 'utf8'), file, app);
  }

  readonly system: System;
  readonly table: Table;
  readonly tokens: ReadonlyMap<string, string>;

  constructor(readonly name: string, readonly objects: KubeObject[], text: string, file = 'expectations.txt', private readonly app = new App()) {
    this.system = new System(objects);
    this.table = tableOf(name, readLines(text, file), this.system);
    this.tokens = issueTokens(this.table.tokens);
  }

  /** Rules of a shared gateway hold for the hosts of all cases, so such a case comes after the others. */
  get isForAll(): boolean {
    return this.system.namespaces.includes('istio-system');
  }

  get pods(): number {
    return this.system.ofKind('Deployment').reduce((sum, { spec }) => sum + Number(spec.replicas ?? 1), 0);
  }

  /** What the mesh's own configuration must say for it, as a change of istiod's ConfigMap; undefined: nothing. */
  configured(current: KubeObject): KubeObject | undefined {
    const text = MeshConfig.of(this.app).toText(MeshConfigFormat.CONFIG_MAP, { current: JSON.stringify(current) });
    return text === '' ? undefined : parse(text);
  }

  /** What lies around its manifests, for who reads them without a mesh. */
  get outside(): Surroundings {
    return surroundingsOf(bookOf(this.app), undefined);
  }

  /** What its manifests leave to others: the namespaces and accounts its callers come from. */
  get surroundings(): KubeObject[] {
    const places = [...new Set([...this.table.callers.values(), ...this.table.requests.map(({ place }) => place)])];
    const callers = places.flatMap((place) => {
      const [, kind, namespace, account] = /^(plain|client):([^/]+)(?:\/(.+))?$/.exec(place) ?? [];
      return kind === undefined || namespace === 'istio-system' ? [] : [{ namespace, account }];
    });
    const others = this.objects.flatMap(({ metadata }) => metadata.namespace ?? []).filter((name) => !SHARED.includes(name));
    const made = this.system.ofKind('Namespace').map(({ metadata }) => metadata.name);
    const namespaces = [...new Set([...callers.map(({ namespace }) => namespace), ...others])].filter((namespace) => !made.includes(namespace));
    const accounts = callers.filter(({ namespace, account }) => account !== undefined
      && !this.system.ofKind('ServiceAccount').some(({ metadata }) => metadata.name === account && metadata.namespace === namespace));
    return [
      ...namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } } })),
      ...accounts.map(({ namespace, account }) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace } })),
    ];
  }
}

/** Cases whose manifests would overwrite one another's cannot be judged in one mesh. */
export function checkApart(cases: readonly Case[]): void {
  const owners = new Map<string, string>();
  for (const { name, system } of cases) {
    for (const namespace of system.namespaces.filter((one) => one !== 'istio-system')) {
      const owner = owners.get(namespace);
      if (owner !== undefined) throw new Error(`the cases ${owner} and ${name} both have a namespace ${namespace}: give one of them another`);
      owners.set(namespace, name);
    }
  }
}

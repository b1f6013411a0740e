import { Yaml } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { loadYaml } from './load';
import { type MeshConfigSpec, renderMeshConfig, withMeshConfig } from '../../render/mesh-config';
import { checkWord } from '../../support/closed-set';
import { explain, MeshError } from '../../support/errors';
import { bookOf } from '../book';

/**
 * How Istio was installed, and so where its own configuration is said.
 */
export enum MeshConfigFormat {
  /** Values of Istio's Helm chart `istiod`: `helm upgrade … -f`. */
  HELM_VALUES = 'HELM_VALUES',
  /** A file for `istioctl install -f`. It is no object for the API server. */
  ISTIO_OPERATOR = 'ISTIO_OPERATOR',
  /** The object `Istio` of the Sail operator, as a patch: `kubectl patch istio default --type merge --patch-file`. */
  SAIL = 'SAIL',
  /**
   * The ConfigMap in which istiod reads its configuration: `kubectl patch configmap istio -n istio-system --patch-file`. The configuration is
   * one text in it, so `current` is needed. The next installation by Helm or istioctl writes over it.
   */
  CONFIG_MAP = 'CONFIG_MAP',
}

/**
 * What the text is made from.
 */
export interface MeshConfigTextOptions {
  /**
   * What is there now, in the same format: your file of values, or what `kubectl get … -o yaml` prints. The text is then the whole of it,
   * with what the app needs put in: lists do not add up when Helm or the API server merges them.
   *
   * @default - nothing; required for `MeshConfigFormat.CONFIG_MAP`
   */
  readonly current?: string;
}

/**
 * What an app needs of Istio's own configuration: extension providers that its objects name, and how many proxies stand before the
 * gateways. No object of the app can say it, and whoever installed Istio must: hand them this text.
 *
 * Ask when everything is declared. The same declarations give the same text.
 *
 * @example
 *
 * const text: string = MeshConfig.of(app).toText(MeshConfigFormat.HELM_VALUES);
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
 */
export class MeshConfig {
  /**
   * What the app of a construct needs.
   *
   * @param scope Any construct of the app.
   */
  public static of(scope: IConstruct): MeshConfig {
    return new MeshConfig(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** Whether the app needs nothing. */
  public get isEmpty(): boolean {
    return Object.keys(this.spec).length === 0;
  }

  /** Names of the extension providers that the app's objects refer to. */
  public get extensionProviders(): string[] {
    return [...bookOf(this.scope).model.meshConfig.extensionProviders.keys()];
  }

  /**
   * The text for one way of installing Istio. Empty where the app needs nothing and nothing is there.
   *
   * Throws MSH010 for an unknown format; MSH460 for what is there and cannot be read, or is not given and must be.
   *
   * @param format How Istio was installed.
   * @param options What is there now.
   */
  public toText(format: MeshConfigFormat, options: MeshConfigTextOptions = {}): string {
    checkWord(format, Object.values(MeshConfigFormat), 'format of the mesh configuration', this.scope);
    const current = options.current === undefined ? undefined : this.read(options.current, 'current');
    if (current === undefined && (this.isEmpty || format === MeshConfigFormat.CONFIG_MAP)) return this.withoutCurrent(format);
    return Yaml.stringify(this.written(format, current ?? {}));
  }

  private withoutCurrent(format: MeshConfigFormat): string {
    if (this.isEmpty) return '';
    return this.refuse(`${format} is one text, of which no part can be patched`, undefined, 'give what is there as `current`: kubectl get configmap istio -n istio-system -o yaml');
  }

  private written(format: MeshConfigFormat, current: Fields): object {
    const { spec } = this;
    switch (format) {
      case MeshConfigFormat.HELM_VALUES:
        return { ...current, meshConfig: withMeshConfig(this.fields(current, 'meshConfig'), spec) };
      case MeshConfigFormat.ISTIO_OPERATOR: {
        const operator = this.fields(current, 'spec');
        return {
          apiVersion: 'install.istio.io/v1alpha1',
          kind: 'IstioOperator',
          ...current,
          spec: { ...operator, meshConfig: withMeshConfig(this.fields(operator, 'meshConfig'), spec) },
        };
      }
      case MeshConfigFormat.SAIL: {
        const values = this.fields(this.fields(current, 'spec'), 'values');
        return {
          apiVersion: 'sailoperator.io/v1',
          kind: 'Istio',
          metadata: { name: this.fields(current, 'metadata').name ?? 'default' },
          spec: { values: { meshConfig: withMeshConfig(this.fields(values, 'meshConfig'), spec) } },
        };
      }
      case MeshConfigFormat.CONFIG_MAP: {
        const { mesh } = this.fields(current, 'data');
        const { name, namespace } = this.fields(current, 'metadata');
        if (typeof mesh !== 'string' || current.kind !== 'ConfigMap') return this.refuse('`current` is no ConfigMap with the key `mesh`', current.kind, 'give the output of kubectl get configmap istio -n istio-system -o yaml');
        const merged = withMeshConfig(this.read(mesh, 'the key `mesh` of `current`'), spec);
        return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { mesh: Yaml.stringify(merged) } };
      }
    }
  }

  private get spec(): MeshConfigSpec {
    return renderMeshConfig(bookOf(this.scope).model);
  }

  private read(text: string, what: string): Fields {
    try {
      const { documentsOf, readDocument } = loadYaml();
      const [document, ...others] = [...documentsOf(String(text))].map((one) => readDocument(one)).filter((one) => one !== null && one !== undefined);
      if (others.length === 0) return asFields(document) ?? this.refuse(`${what} is no map of settings`, text, 'give one document of YAML');
    } catch (error) {
      if (error instanceof MeshError) throw error;
      this.refuse(`${what} is no YAML: ${(error as Error).message}`, text, 'give one document of YAML');
    }
    return this.refuse(`${what} is several documents`, text, 'give one document of YAML');
  }

  private fields(from: Fields, name: string): Fields {
    return asFields(from[name]) ?? this.refuse(`\`${name}\` is no map of settings`, from[name], 'mend what is there first');
  }

  private refuse(what: string, got: unknown, fix: string): never {
    throw new MeshError('MSH460', this.scope.node.path, explain({ what, ...(got === undefined ? {} : { got }), fix }));
  }
}

type Fields = Readonly<Record<string, any>>;

/** What is absent is empty; anything but a map is none. */
function asFields(value: unknown): Fields | undefined {
  if (value === undefined || value === null) return {};
  return typeof value === 'object' && !Array.isArray(value) ? value as Fields : undefined;
}

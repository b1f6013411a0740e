import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { declareEdge, type EdgeProps, edgeOf, EdgePlacement } from './edge';
import { type EdgeTls } from './edge-tls';
import { type KongCredential } from './kong/kong-credential';
import { KongDatabaseMode, KongEdition } from './kong/kong-edition';
import { emitConsumer, emitEntrance, emitPlugin, emitUpstream, type KongSettings } from './kong/kong-objects';
import { type KongPlugin } from './kong/kong-plugin';
import type { KongAttachment, KongConsumer } from '../../model/kong';
import { renderCertificate } from '../../render/certificate';
import { CERTIFICATE } from '../../render/kinds';
import { renderKongValues } from '../../render/kong/values';
import { checkList, checkOnce, checkWord } from '../../support/closed-set';
import { sortedBy, sortedSet } from '../../support/compare';
import { checkDnsLabel, checkDnsName, checkServiceName } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { checkText } from '../../support/plain-text';
import { bookOf } from '../book';
import { emit } from '../emit';

/**
 * Properties of a `KongEdge`.
 */
export interface KongEdgeProps extends EdgeProps {
  /**
   * Which Kong it is. Plugins that it does not have are refused.
   */
  readonly edition: KongEdition;

  /**
   * The certificate that clients see. TLS ends at Kong, and port 80 sends to HTTPS.
   */
  readonly tls: EdgeTls;

  /**
   * Where Kong keeps its configuration. Plugins that need a database are refused without one.
   *
   * @default KongDatabaseMode.DB_LESS
   */
  readonly databaseMode?: KongDatabaseMode;

  /**
   * Namespace of the edge's objects and of the Secrets that they name.
   *
   * @default 'kong'
   */
  readonly namespaceName?: string;

  /**
   * IngressClass of Kong's controller.
   *
   * @default 'kong'
   */
  readonly ingressClassName?: string;
}

/**
 * Whose requests a plugin is for.
 */
export interface KongPluginOptions {
  /**
   * Name of the plugin's object, after that of the edge.
   *
   * @default - Kong's own name of the plugin
   */
  readonly name?: string;

  /**
   * Names of routes of the gateway: `name` in `gateway.route(service, { name })`. For each kind of plugin, what is said of a route counts before what is said of all.
   *
   * @default - all routes that come through this edge
   */
  readonly routes?: string[];

  /**
   * Names of consumers. Together with `routes`: their requests to these routes.
   *
   * @default - whoever asks
   */
  readonly consumers?: string[];
}

/**
 * Where a plugin of all requests gets its name from.
 */
export interface KongClusterPluginOptions {
  /**
   * Name of the plugin's object, after that of the edge.
   *
   * @default - Kong's own name of the plugin
   */
  readonly name?: string;
}

/**
 * By what a consumer is known.
 */
export interface KongConsumerOptions {
  /**
   * What he shows, as Secrets that somebody else makes. A plugin of the edge must read one of them.
   */
  readonly credentials: KongCredential[];

  /**
   * What he is called elsewhere, such as at an identity provider.
   *
   * @default - nothing else than his name
   */
  readonly customId?: string;
}

/** What one call says of a plugin. */
interface Attaching extends Pick<KongAttachment, 'routes' | 'consumers' | 'everywhere'> {
  readonly name: string | undefined;
  readonly call: string;
}

/**
 * Kong before a `MeshGateway`: it ends the clients' TLS, knows its consumers, runs plugins, and passes what the gateway routes on to the gateway.
 *
 * Hosts, paths and the protocol follow from the gateway: in clear where it speaks plain HTTP, with TLS whose certificate is verified, or
 * with a client certificate. The host that the client asked for is kept. Every Ingress of it leads to the gateway and nowhere else. Kong is
 * told apart by host and path what the gateway routes, so that plugins can be for single routes.
 *
 * `caCertificate` is a Secret with `ca.crt` and `id` (a UUID), the label `konghq.com/ca-cert: "true"`, and the annotation
 * `kubernetes.io/ingress.class`.
 *
 * The constructor throws MSH001 or MSH015 for a bad list of hosts; MSH002 when the id or the namespace is not a DNS label; MSH003 for a bad name; MSH010 for
 * an unknown word; MSH011 for a bad number of hops. At synth: MSH400 and MSH404 for hosts that the gateway does not serve; MSH401 for hosts of another
 * edge; MSH402, MSH403 and MSH409 for certificates that do not fit the gateway; MSH405 for client addresses that could be forged; MSH406
 * for gRPC; MSH407 for a way to the gateway that does not work; MSH439 and MSH440 for unknown names; MSH441 and MSH442 for consumers that
 * nobody would know; MSH443 for two plugins of one kind; MSH444 for routes that Kong cannot tell apart.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'payments');
 * const payments = new ZeroTrustNamespace(chart, 'payments');
 * const engine = new MeshService(payments, 'engine', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/engine:1.8.0' }),
 * });
 * const gateway = new MeshGateway(payments, 'partners', { hosts: ['api.example.com'], tls: GatewayTls.mutual('partners-tls') });
 * gateway.route(engine, { name: 'payments', path: PathMatch.subtree('/v1/payments') });
 *
 * const kong = new KongEdge(chart, 'kong', {
 *   gateway,
 *   edition: KongEdition.OSS_3_9,
 *   tls: EdgeTls.secret('public-tls'),
 *   caCertificate: 'partners-ca',
 *   clientCertificate: 'kong-client',
 * });
 * kong.plugin(KongPlugin.jwt());
 * kong.plugin(KongPlugin.rateLimiting({ minute: 600 }), { routes: ['payments'] });
 * kong.plugin(KongPlugin.maskResponse([MaskedField.cardNumber('card.number')]));
 * kong.consumer('acme', { credentials: [KongCredential.jwt('acme-jwt')] });
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/
 */
export class KongEdge extends Construct {
  private readonly settings: KongSettings;
  private readonly edition: KongEdition;
  private readonly databaseMode: KongDatabaseMode;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the edge, from which the names of its objects are made.
   * @param props The gateway, the certificates, and which Kong it is.
   */
  public constructor(scope: Construct, id: string, props: KongEdgeProps) {
    super(scope, id);
    this.edition = checkWord(props.edition, Object.values(KongEdition), 'edition', this);
    this.databaseMode = checkWord(props.databaseMode ?? KongDatabaseMode.DB_LESS, Object.values(KongDatabaseMode), 'database mode', this);
    this.settings = {
      name: checkServiceName(id, this, 'edge'),
      namespace: checkDnsLabel(props.namespaceName ?? 'kong', 'namespace', this),
      className: checkDnsName(props.ingressClassName ?? 'kong', 'IngressClass', this),
      certificate: props.tls._secretName,
      meshed: props.placement === EdgePlacement.INSIDE_MESH,
    };
    const { hosts, gateway } = props;
    declareEdge(this, props, { name: id, call: 'new KongEdge()', grpc: false, tls: true, emitHost: (host) => emitUpstream(this, this.settings, host) });
    gateway._onRoutedPath((host, path) => { if (hosts?.includes(host) ?? true) emitEntrance(this, this.settings, host, path); });
    this.emitCertificate(props.tls);
  }

  /**
   * Values for the Helm chart `kong/kong`, as YAML: what Kong needs besides this edge's objects, and no object can say.
   */
  public get controllerValues(): string {
    return Yaml.stringify(renderKongValues(this.databaseMode, this.settings.meshed));
  }

  /**
   * Runs a plugin for the requests that come through this edge.
   *
   * Throws MSH001 or MSH015 for a bad list; MSH002 for a bad name; MSH051 when the name is taken; MSH430 for a plugin of Kong Enterprise on open source; MSH431 for
   * one that needs a database where there is none; MSH432 for consumers where the plugin runs before they are known. At synth: MSH439 to MSH444.
   *
   * @param plugin The plugin.
   * @param options Whose requests it is for. Left out: all of them.
   */
  public plugin(plugin: KongPlugin, options: KongPluginOptions = {}): void {
    const routes = this.named(options.routes, 'routes');
    const consumers = this.named(options.consumers, 'consumers');
    if (consumers !== undefined && !plugin._plugin.restrictable) {
      fail(this, 'MSH432', {
        what: `plugin ${plugin._plugin.plugin} cannot be restricted to consumers: it runs before they are known, or for everybody`, got: consumers, fix: 'leave `consumers` out, or restrict it to routes',
      });
    }
    this.attach(plugin, { name: options.name, call: 'plugin', routes, consumers, everywhere: false });
  }

  /**
   * Runs a plugin for everything that comes to this Kong, also through other edges, and for what nobody routes: a KongClusterPlugin. For logs, metrics and
   * limits of size. A plugin of the same kind that is said of single requests counts before it.
   *
   * Throws MSH002 for a bad name; MSH051 when the name is taken; MSH430 for a plugin of Kong Enterprise on open source; MSH431 for one that
   * needs a database where there is none.
   *
   * @param plugin The plugin.
   * @param options Its name.
   */
  public clusterPlugin(plugin: KongPlugin, options: KongClusterPluginOptions = {}): void {
    this.attach(plugin, { name: options.name, call: 'clusterPlugin', routes: undefined, consumers: undefined, everywhere: true });
  }

  /**
   * Says who calls, and by what he is known.
   *
   * Throws MSH001 without credentials; MSH002 for a bad name; MSH009 for a blank `customId`; MSH015 for a credential that is named twice; MSH051 when the name is taken. At synth: MSH442 when no
   * plugin reads his credentials.
   *
   * @param name His name.
   * @param options His credentials.
   */
  public consumer(name: string, options: KongConsumerOptions): void {
    const credentials = checkList(options.credentials, 'credentials', 'name what he is known by', this).map(({ _type: type, _secretName: secretName }) => ({ type, secretName }));
    checkOnce(credentials.map(({ secretName }) => secretName), 'a credential', 'name each Secret once', this);
    const consumer: KongConsumer = {
      edge: this.node.path,
      name: checkDnsLabel(name, 'consumer', this),
      customId: options.customId === undefined ? undefined : checkText(options.customId, '`customId`', this),
      credentials: sortedBy(credentials, ({ secretName }) => secretName),
      origin: { path: this.node.path, call: `consumer(${name})` },
    };
    emitConsumer(this, this.settings, consumer);
    bookOf(this).add('kongConsumers', consumer);
  }

  private attach({ _plugin: plugin }: KongPlugin, { name, call, ...where }: Attaching): void {
    if (this.edition === KongEdition.OSS_3_9 && plugin.withoutEnterprise !== undefined) {
      fail(this, 'MSH430', {
        what: `plugin ${plugin.plugin} is of Kong Enterprise`, got: this.edition, allowed: KongEdition.ENTERPRISE, fix: plugin.withoutEnterprise,
      });
    }
    if (this.databaseMode === KongDatabaseMode.DB_LESS && plugin.withoutDatabase !== undefined) {
      fail(this, 'MSH431', {
        what: `plugin ${plugin.plugin} writes to Kong's database`, got: this.databaseMode, allowed: KongDatabaseMode.TRADITIONAL, fix: plugin.withoutDatabase,
      });
    }
    const attachment: KongAttachment = {
      edge: this.node.path,
      name: `${this.settings.name}-${checkDnsLabel(name ?? plugin.plugin, 'plugin', this)}`,
      plugin,
      ...where,
      origin: { path: this.node.path, call: `${call}(${plugin.plugin})` },
    };
    emitPlugin(this, this.settings, attachment);
    bookOf(this).add('kongAttachments', attachment);
  }

  private named(names: readonly string[] | undefined, what: string): string[] | undefined {
    if (names === undefined) return undefined;
    const one = what === 'routes' ? 'route' : 'consumer';
    return sortedSet(checkList(names, what, `name at least one, or leave \`${what}\` out`, this).map((name) => checkDnsLabel(name, one, this)));
  }

  /** One for all hosts. */
  private emitCertificate({ _secretName: secretName, _issuer: issuer }: EdgeTls): void {
    if (issuer === undefined) return;
    const dnsNames = () => edgeOf(this).hosts.map(({ host }) => host);
    emit(this, 'Certificate', {
      kind: CERTIFICATE,
      name: secretName,
      namespace: this.settings.namespace,
      spec: () => renderCertificate({ secretName, dnsNames: dnsNames(), issuerRef: { name: issuer._name, kind: issuer._kind } }),
    });
  }
}

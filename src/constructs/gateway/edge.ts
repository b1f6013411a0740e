import type { Construct } from 'constructs';
import { type MeshGateway } from './mesh-gateway';
import type { Edge, EdgeHost } from '../../model/edge';
import type { GatewayKey } from '../../model/gateway';
import type { MeshModel } from '../../model/model';
import { required } from '../../render/internal';
import { checkList, checkOnce, checkWord } from '../../support/closed-set';
import { checkDnsName } from '../../support/dns-name';
import { checkHost } from '../../support/host-name';
import { checkWhole } from '../../support/number';
import { bookOf } from '../book';

/**
 * Whether the pods of an edge have a proxy of the mesh.
 */
export enum EdgePlacement {
  /** They have none: the edge is a client of the gateway like any other. */
  OUTSIDE_MESH = 'OUTSIDE_MESH',

  /** They have one: it takes what the edge sends, so that the edge must send to the Service of the gateway rather than to its pods. */
  INSIDE_MESH = 'INSIDE_MESH',
}

/**
 * What is said of every edge: proxies of others that stand before a `MeshGateway`.
 *
 * Hosts, paths, the port and the protocol to the gateway follow from what the gateway serves and routes. An edge leads to the gateway and
 * nowhere else.
 */
export interface EdgeProps {
  /**
   * The gateway that gets every request.
   */
  readonly gateway: MeshGateway;

  /**
   * Which hosts of the gateway it serves.
   *
   * @default - all that the gateway routes
   */
  readonly hosts?: string[];

  /**
   * Name of what holds the authorities that signed the gateway's certificate, as `ca.crt`. The gateway is always verified.
   *
   * @default - none; required where the gateway has TLS
   */
  readonly caCertificate?: string;

  /**
   * Name of the Secret with the certificate that the edge shows to the gateway.
   *
   * @default - none; required where the gateway has `GatewayTls.mutual()`
   */
  readonly clientCertificate?: string;

  /**
   * Whether its pods have a proxy of the mesh.
   *
   * @default EdgePlacement.OUTSIDE_MESH
   */
  readonly placement?: EdgePlacement;

  /**
   * How many proxies the gateway believes when they say where a request came from: this edge, and those before it that add to
   * `X-Forwarded-For`. 0: none, so that the address of the edge counts as that of the client.
   *
   * @default 1
   * @see https://istio.io/latest/docs/ops/configuration/traffic-management/network-topologies/
   */
  readonly trustedHops?: number;
}

/** What an edge is called, and what it can do. */
export interface EdgeDeclaration {
  readonly name: string;
  /** As the user wrote it. */
  readonly call: string;
  /** Whether it can pass gRPC on. */
  readonly grpc: boolean;
  /** Whether it can speak TLS to the gateway. */
  readonly tls: boolean;
  /** Makes the objects of a host; asked again when its way to the gateway becomes a secured one. */
  readonly emitHost: (host: string, secured: boolean) => void;
}

/** Writes an edge down, and makes the objects of each host as soon as the gateway routes it. */
export function declareEdge(at: Construct, props: EdgeProps, { name, call, grpc, tls, emitHost }: EdgeDeclaration): void {
  const { gateway } = props;
  const hosts = props.hosts && checkList(props.hosts, 'hosts', 'name hosts of the gateway, or leave it out to mean all that it routes', at);
  hosts?.forEach((host) => checkHost(host, at));
  if (hosts !== undefined) checkOnce(hosts, 'a host', 'name each host once', at);
  const placement = checkWord(props.placement ?? EdgePlacement.OUTSIDE_MESH, Object.values(EdgePlacement), 'placement', at);
  const trustedHops = checkWhole(props.trustedHops ?? 1, '`trustedHops`', 0, 10, undefined, at);
  const origin = { path: at.node.path, call };
  const book = bookOf(at);
  book.add('trustedProxies', { count: trustedHops, origin });
  book.add('edges', {
    key: at.node.path,
    name,
    gateway: keyOf(gateway),
    hosts,
    trustedHops,
    meshed: placement === EdgePlacement.INSIDE_MESH,
    caCertificate: props.caCertificate === undefined ? undefined : checkDnsName(props.caCertificate, 'holder of authorities', at),
    clientCertificate: props.clientCertificate === undefined ? undefined : checkDnsName(props.clientCertificate, 'Secret', at),
    grpc,
    tls,
    origin,
  });
  gateway._onRoutedHost((host, secured) => { if (hosts?.includes(host) ?? true) emitHost(host, secured); });
}

/** The edge of a construct, as it is when everything is known. */
export function edgeOf(at: Construct, model: MeshModel = bookOf(at).model): Edge {
  return required(model.edges.find(({ key }) => key === at.node.path), `edge ${at.node.path}`);
}

/** One host of it. */
export function edgeHostOf(at: Construct, host: string): EdgeHost {
  return required(edgeOf(at).hosts.find((of) => of.host === host), `host ${host} of edge ${at.node.path}`);
}

function keyOf({ namespaceName, gatewayName }: MeshGateway): GatewayKey {
  return `${namespaceName}/${gatewayName}`;
}

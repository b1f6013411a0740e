import type { Construct } from 'constructs';
import { type EdgePath, widened } from '../../../model/edge';
import { entranceKey, type KongAttachment, type KongConsumer, type KongEntrance } from '../../../model/kong';
import { fqdn } from '../../../model/model';
import type { PathPattern } from '../../../model/traffic';
import { required } from '../../../render/internal';
import { INGRESS, KONG_CLUSTER_PLUGIN, KONG_CONSUMER, KONG_PLUGIN, SERVICE } from '../../../render/kinds';
import {
  ENTRANCE_ANNOTATIONS, type EntranceSettings, renderEntrance, renderEntranceAnnotations, renderPlugins, renderUpstream,
  renderUpstreamAnnotations, PLUGINS, UPSTREAM_ANNOTATIONS,
} from '../../../render/kong/entrance';
import { renderKongConsumer, renderKongPlugin } from '../../../render/kong/plugin';
import { edgePathName, edgeServiceName } from '../../../render/names';
import { bookOf } from '../../book';
import { annotationsAtSynth, emit } from '../../emit';
import { edgeHostOf, edgeOf } from '../edge';

/** How one Kong is called, and where its objects lie. */
export interface KongSettings extends EntranceSettings {
  readonly name: string;
  readonly namespace: string;
  readonly meshed: boolean;
}

/** Kong's controller reads plugins and consumers of its own class only. */
const CLASS = 'kubernetes.io/ingress.class';

/** The gateway, as Kong reaches it for one host. */
export function emitUpstream(at: Construct, { name, namespace }: KongSettings, host: string): void {
  if (at.node.tryFindChild(`ToGateway-${host}`) !== undefined) return;
  const gateway = () => {
    const { settings } = bookOf(at).model;
    return fqdn({ name: settings.ingressGateway.serviceName, namespace: settings.ingressGateway.namespace }, settings);
  };
  emit(at, `ToGateway-${host}`, {
    kind: SERVICE,
    name: edgeServiceName(name, host),
    namespace,
    annotations: annotationsAtSynth(UPSTREAM_ANNOTATIONS, () => renderUpstreamAnnotations(edgeOf(at), edgeHostOf(at, host))),
    spec: () => renderUpstream(edgeHostOf(at, host), gateway()),
  });
}

/** Where Kong lets requests in that it can tell from others. */
export function emitEntrance(at: Construct, settings: KongSettings, host: string, pattern: PathPattern | undefined): void {
  const path = widened(pattern);
  const id = `Entrance-${host}-${path.kind}-${path.value.replaceAll('/', '|')}`;
  if (at.node.tryFindChild(id) !== undefined) return;
  const { name, namespace } = settings;
  emit(at, id, {
    kind: INGRESS,
    name: edgePathName(name, host, path.value, path.kind === 'exact'),
    namespace,
    annotations: annotationsAtSynth(ENTRANCE_ANNOTATIONS, () => renderEntranceAnnotations(entranceOf(at, host, path))),
    spec: () => renderEntrance(entranceOf(at, host, path), edgeHostOf(at, host), settings, edgeServiceName(name, host)),
  });
}

function entranceOf(at: Construct, host: string, path: EdgePath): KongEntrance {
  return required(bookOf(at).model.kongOf(at.node.path).entrances.get(entranceKey(host, path)), `entrance ${host}${path.value} of ${at.node.path}`);
}

export function emitPlugin(at: Construct, { namespace, className }: KongSettings, { name, plugin, everywhere }: KongAttachment): void {
  emit(at, `Plugin-${name}`, {
    kind: everywhere ? KONG_CLUSTER_PLUGIN : KONG_PLUGIN,
    name,
    namespace: everywhere ? undefined : namespace,
    ...(everywhere && { labels: { global: 'true' } }),
    annotations: everywhere ? { [CLASS]: className } : {},
    reasons: () => plugin.reasons,
    fields: renderKongPlugin(plugin, everywhere ? namespace : undefined),
  });
}

export function emitConsumer(at: Construct, { name, namespace, className }: KongSettings, consumer: KongConsumer): void {
  const plugins = () => bookOf(at).model.kongOf(at.node.path).consumers.get(consumer.name) ?? [];
  emit(at, `Consumer-${consumer.name}`, {
    kind: KONG_CONSUMER,
    name: `${name}-${consumer.name}`,
    namespace,
    annotations: { [CLASS]: className, ...annotationsAtSynth([PLUGINS], () => renderPlugins(plugins())) },
    fields: renderKongConsumer(consumer),
  });
}

import { filled } from './filled';
import { given, listed } from './given';
import { required } from './internal';
import type { AuthorizerTarget, CheckedBody, CheckedHeaders, ExtAuthz, ExtensionProvider, FileAccessLog } from '../model/extension-provider';
import { fqdn, type MeshModel } from '../model/model';
import { durationText } from '../support/duration';

/** The part of Istio's MeshConfig that apps ask for. */
export interface MeshConfigSpec {
  readonly extensionProviders?: readonly ExtensionProviderSpec[];
  readonly defaultConfig?: { readonly gatewayTopology?: { readonly numTrustedProxies?: number } };
}

export interface ExtensionProviderSpec {
  readonly name: string;
  readonly envoyExtAuthzGrpc?: ExtAuthzSpec;
  readonly envoyExtAuthzHttp?: ExtAuthzSpec & HttpSpec;
  readonly envoyFileAccessLog?: FileAccessLogSpec;
}

interface ExtAuthzSpec {
  readonly service: string;
  readonly port: number;
  readonly timeout: string;
  readonly failOpen: boolean;
  readonly statusOnError: string;
  readonly includeRequestBodyInCheck?: { readonly maxRequestBytes: number; readonly allowPartialMessage: boolean; readonly packAsBytes?: boolean };
}

interface HttpSpec {
  readonly pathPrefix?: string;
  readonly includeRequestHeadersInCheck?: readonly string[];
  readonly includeAdditionalHeadersInCheck?: Readonly<Record<string, string>>;
  readonly headersToUpstreamOnAllow?: readonly string[];
  readonly headersToDownstreamOnAllow?: readonly string[];
  readonly headersToDownstreamOnDeny?: readonly string[];
}

interface FileAccessLogSpec {
  readonly path: string;
  readonly logFormat?: { readonly labels: Readonly<Record<string, string>> };
}

/** What the mesh's configuration must say for the app to work. */
export function renderMeshConfig(model: MeshModel): MeshConfigSpec {
  const { extensionProviders, trustedProxies } = model.meshConfig;
  return given({
    extensionProviders: listed([...extensionProviders.values()].map((provider) => renderProvider(model, provider))),
    defaultConfig: filled({ gatewayTopology: filled({ numTrustedProxies: trustedProxies }) }),
  });
}

function renderProvider(model: MeshModel, { name, does }: ExtensionProvider): ExtensionProviderSpec {
  switch (does.kind) {
    case 'extAuthz': return does.http === undefined
      ? { name, envoyExtAuthzGrpc: renderExtAuthz(model, does) }
      : { name, envoyExtAuthzHttp: { ...renderExtAuthz(model, does), ...renderHttp(does.http) } };
    case 'fileAccessLog': return { name, envoyFileAccessLog: renderFileAccessLog(does) };
  }
}

/** Time, status and what happens on failure are always written: Istio's own time is ten minutes. */
function renderExtAuthz(model: MeshModel, { target, port, timeoutMs, failOpenReason, statusOnError, body }: ExtAuthz): ExtAuthzSpec {
  return given({
    service: serviceName(model, target),
    port: port.number,
    timeout: durationText(timeoutMs),
    failOpen: failOpenReason !== undefined,
    statusOnError: String(statusOnError),
    includeRequestBodyInCheck: body && renderBody(body),
  });
}

/** With its namespace: a host may be declared in several, and Istio would take any of them. */
function serviceName(model: MeshModel, target: AuthorizerTarget): string {
  if (target.kind === 'beside') return `${target.namespace}/${target.host}`;
  if (target.kind === 'external') {
    const external = required(model.externals.get(target.external), `external service ${target.external}`);
    return `${external.namespace}/${target.host}`;
  }
  const service = required(model.services.get(target.service), `service ${target.service}`);
  return `${service.namespace}/${fqdn(service, model.settings)}`;
}

function renderBody({ maxBytes, partial, asBytes }: CheckedBody) {
  return given({ maxRequestBytes: maxBytes, allowPartialMessage: partial, packAsBytes: asBytes ? true : undefined });
}

function renderHttp(headers: CheckedHeaders): HttpSpec {
  return given({
    pathPrefix: headers.pathPrefix,
    includeRequestHeadersInCheck: listed(headers.inCheck),
    includeAdditionalHeadersInCheck: filled(headers.addedToCheck),
    headersToUpstreamOnAllow: listed(headers.upstreamOnAllow),
    headersToDownstreamOnAllow: listed(headers.downstreamOnAllow),
    headersToDownstreamOnDeny: listed(headers.downstreamOnDeny),
  });
}

function renderFileAccessLog({ path, labels }: FileAccessLog): FileAccessLogSpec {
  return given({ path, logFormat: labels && { labels } });
}

/** A configuration with what the app needs in it. Providers are told by name: those of others stay, ours of before are replaced. */
export function withMeshConfig(current: Readonly<Record<string, any>>, spec: MeshConfigSpec): object {
  const names = new Set(spec.extensionProviders?.map(({ name }) => name));
  const others = (current.extensionProviders ?? []).filter((provider: any) => !names.has(provider?.name));
  return given({
    ...current,
    extensionProviders: listed([...others, ...spec.extensionProviders ?? []]),
    defaultConfig: filled({
      ...current.defaultConfig,
      gatewayTopology: filled({ ...current.defaultConfig?.gatewayTopology, ...spec.defaultConfig?.gatewayTopology }),
    }),
  });
}

import { type KongSecretKey } from './kong-secret-key';
import { kongPlugin, type KongPlugin } from '../../../model/kong';
import { SECRET_FIELDS, secretHeaderFields } from '../../../render/kong/log-fields';
import { checkDirectory } from '../../../support/container';
import { checkHeaderName } from '../../../support/http-header';
import { checkHttpsUrl } from '../../../support/web-url';

/**
 * A line of JSON for each request, without what only its sender may know: credentials, cookies, and the query with everything in it.
 */
export interface KongFileLogOptions {
  /**
   * The file.
   *
   * @default '/dev/stdout'
   */
  readonly path?: string;

  /**
   * Headers of requests and answers that are left out too. Those that carry credentials by their name (`authorization`, `cookie`, `set-cookie`, `apikey` and the like) always are.
   *
   * @default - none
   */
  readonly hiddenHeaders?: string[];
}

/**
 * A document of JSON for each request, sent to a collector, without what only its sender may know: credentials, cookies, and the query with
 * everything in it.
 */
export interface KongHttpLogOptions {
  /**
   * The collector, by an `https:` URL.
   */
  readonly endpoint: string;

  /**
   * The value of the header `Authorization` that the collector wants.
   *
   * @default - none
   */
  readonly authorization?: KongSecretKey;

  /**
   * Headers of requests and answers that are left out too. Those that carry credentials by their name (`authorization`, `cookie`, `set-cookie`, `apikey` and the like) always are.
   *
   * @default - none
   */
  readonly hiddenHeaders?: string[];
}

/**
 * A number for each request, by which it is found in all logs.
 */
export interface KongCorrelationIdOptions {
  /**
   * The header. Not `X-Request-ID`: the gateway writes its own there.
   *
   * @default 'x-correlation-id'
   */
  readonly headerName?: string;

  /**
   * Whether clients see it.
   *
   * @default true
   */
  readonly echoDownstream?: boolean;
}

/**
 * What Prometheus reads at Kong's status port.
 */
export interface KongPrometheusOptions {
  /**
   * Whether requests are counted for each consumer: as many more series as there are consumers.
   *
   * @default false
   */
  readonly perConsumer?: boolean;
}

export function fileLogOf(options: KongFileLogOptions): KongPlugin {
  const path = checkDirectory(options.path ?? '/dev/stdout', 'the log');
  return kongPlugin('file-log', { path, reopen: false, custom_fields_by_lua: hidden(options.hiddenHeaders) }, { restrictable: true });
}

export function httpLogOf({ endpoint, authorization, hiddenHeaders }: KongHttpLogOptions): KongPlugin {
  const config = { http_endpoint: checkHttpsUrl(endpoint, 'the collector'), method: 'POST', content_type: 'application/json', headers: {}, custom_fields_by_lua: hidden(hiddenHeaders) };
  const secrets = authorization === undefined ? [] : [{ pointer: '/headers/Authorization', from: authorization._key }];
  return kongPlugin('http-log', config, { secrets, restrictable: true });
}

function hidden(headers: readonly string[] = []): Readonly<Record<string, string>> {
  return { ...SECRET_FIELDS, ...secretHeaderFields(headers.map((name) => checkHeaderName(name, 'a header of hiddenHeaders'))) };
}

export function correlationIdOf({ headerName = 'x-correlation-id', echoDownstream = true }: KongCorrelationIdOptions): KongPlugin {
  return kongPlugin('correlation-id', { header_name: checkHeaderName(headerName, 'headerName'), generator: 'uuid', echo_downstream: echoDownstream }, { restrictable: true });
}

export function prometheusOf({ perConsumer = false }: KongPrometheusOptions): KongPlugin {
  return kongPlugin('prometheus', {
    per_consumer: perConsumer, status_code_metrics: true, latency_metrics: true, bandwidth_metrics: true, upstream_health_metrics: true,
  }, { asksForConsumers: perConsumer });
}

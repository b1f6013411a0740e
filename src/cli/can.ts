import { COMMON_HELP, optionsOf, wholeManifestsIn, word } from './options';
import { UsageError } from './usage-error';
import type { Manifests } from '../manifests/manifests';
import { formatDecisionJson, formatDecisionText } from '../report/decision-text';
import { verdictOf } from '../report/decision-words';
import { UnknownPlace } from '../simulation/callers';
import { isReadAsHttp } from '../simulation/outbound-hosts';
import { simulate } from '../simulation/simulate';

export const HELP = `Usage: cdk8s-istio can [options] <from> <method> <to> <path> <file or folder or ->...

Answers whether somebody can call somebody else, and which object decides: cdk8s-istio can order-service POST payment-service /pay out/

  <from>   workload or namespace/workload, outside (through a gateway), plain:namespace (a pod without a proxy),
           client:namespace/account
  <to>     service or namespace/service, with :port if it has several; a host; a URL

  -H, --header <name: value>            a header of the request; may be repeated
      --claims <JSON>                   what a valid token says
      --source-ip <address>             where the request comes from
  -o, --format <text|json>              what to print (text)
${COMMON_HELP}
Exits with 0 if every such request arrives, with 1 if not, or not always, or if it is not known, and with 2 if it was called wrongly or
an object cannot be read.
`;

const FORMATS = { text: formatDecisionText, json: formatDecisionJson } as const;

export function run(args: readonly string[], print: (text: string) => void): number {
  const { values, positionals } = optionsOf(args, {
    'format': { type: 'string', short: 'o', default: 'text' },
    'header': { type: 'string', short: 'H', multiple: true, default: [] },
    'claims': { type: 'string' },
    'source-ip': { type: 'string' },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const format = word('--format', values.format, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  const [from, method, to, path, ...files] = positionals;
  if (files.length === 0) throw new UsageError('say who asks, with which method, whom, for which path, and name the files to read');
  const manifests = wholeManifestsIn(files, values);
  const decision = asked(() =>
    simulate(manifests, {
      from,
      to: urlOf(manifests, to),
      method: method.toUpperCase(),
      path,
      headers: headersOf(values.header),
      sourceIp: values['source-ip'],
      ...(values.claims === undefined ? {} : { claims: claimsOf(values.claims) }),
    }),
  );
  print(FORMATS[format](decision));
  return verdictOf(decision).answer === 'yes' ? 0 : 1;
}

function asked<Answer>(question: () => Answer): Answer {
  try {
    return question();
  } catch (error) {
    throw error instanceof UnknownPlace ? new UsageError(error.message) : error;
  }
}

/** The name of a service is enough where it is the only one of that name. */
function urlOf(manifests: Manifests, to: string): string {
  const [, namespace, name, given] = /^(?:([^/.:]+)\/)?([^/.:]+)(?::(\d+))?$/.exec(to) ?? [];
  if (name === undefined) return to;
  const found = manifests.hosts.all.filter(
    (host) => !host.isEntry && host.manifest.metadata.name === name && (namespace === undefined || host.namespace === namespace),
  );
  if (found.length === 0) throw new UsageError(`no service is called ${to}`);
  if (found.length > 1) {
    throw new UsageError(
      `several services are called ${to}: ${found
        .map((host) => `${host.namespace}/${name}`)
        .sort()
        .join(', ')}`,
    );
  }
  const [{ host, ports }] = found;
  const port = given === undefined ? ports[0] : ports.find(({ number }) => number === Number(given));
  if (port === undefined) throw new UsageError(`${host} has no port ${given ?? 'at all'}`);
  return `${isReadAsHttp(port.protocol) ? 'http' : 'tcp'}://${host}:${port.number}`;
}

function headersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const colon = text.indexOf(':');
      if (colon <= 0) throw new UsageError(`--header must be \`name: value\`, not ${text}`);
      return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
    }),
  );
}

function claimsOf(text: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(text);
    if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return claims as Record<string, unknown>;
  } catch {
    // the same is wrong about it
  }
  throw new UsageError(`--claims must be an object of JSON, not ${text}`);
}

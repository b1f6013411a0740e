import { join } from 'node:path';
import { Case } from '../../conformance/cases/case';
import { withTokens } from '../../conformance/cases/keys';
import { CERTIFIED, isOutside } from '../../conformance/cases/names';
import { isAnswered, type Expected, type Request } from '../../conformance/cases/table';
import { ManifestReader } from '../../src/manifests/manifest-reader';
import type { Manifests } from '../../src/manifests/manifests';
import type { Decision, Outcome } from '../../src/simulation/decision';
import { simulate } from '../../src/simulation/simulate';
import { type Claims, tokenText } from '../../src/simulation/token';

const FOLDER = join(__dirname, '..', '..', 'conformance', 'cases');

/** Lines about what no manifest says. */
const BEYOND_MANIFESTS = [
  // the certificate of a host outside
  'http://api.impostor.example/send',
  // what DNS answers: here another address than the manifests give the host
  'tcp://db.egress.example:5432',
];

/** Of limits the simulator says that it does not count; the tables stay below them. */
const LIMITS = /EnvoyFilter .*-rate-limit$/;

/** Requests of PaymentPro that wait for Open Policy Agent, and that nothing else refuses: no manifest says what it decides. */
const DECIDED_ELSEWHERE = 31;

/** Every line that the real mesh answers is answered here, by the manifests alone. */
test('the simulator says of every case what its table says', async () => {
  const wrong: string[] = [];
  let asked = 0;
  let decidedElsewhere = 0;
  for (const one of Case.all(FOLDER)) {
    const reader = new ManifestReader();
    for (const object of [...one.surroundings, ...one.objects]) reader.addObject(object);
    const manifests = reader.manifests(one.outside);
    const tokens = simulatedTokens(one);
    for (const request of one.table.requests.filter(({ url }) => !BEYOND_MANIFESTS.includes(url))) {
      const decision = simulate(manifests, questionOf(request, tokens));
      if (waits(decision)) {
        decidedElsewhere += 1;
        continue;
      }
      const reason = wrongWith(decision, request.expected, manifests);
      if (reason !== undefined) wrong.push(`${request.at} ${request.caller} ${request.method} ${request.url}: ${reason}`);
      asked += 1;
    }
  }
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(2_300);
  expect(decidedElsewhere).toBe(DECIDED_ELSEWHERE);
});

/** The same claims, readable without keys. */
function simulatedTokens({ tokens, table }: Case): Map<string, string> {
  return new Map([...tokens].map(([name, token]) => {
    const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()) as Claims;
    return [name, tokenText(claims, table.tokens.get(name)!.fault !== undefined)];
  }));
}

function questionOf({ place, url, method, headers }: Request, tokens: ReadonlyMap<string, string>): Parameters<typeof simulate>[1] {
  const isGrpc = url.startsWith('grpc');
  const sent = Object.fromEntries(headers.map(({ name, value }) => [name, withTokens(value ?? '', tokens)]));
  return {
    from: isOutside(place) ? 'outside' : place,
    hasCertificate: place === CERTIFIED,
    to: withTokens(url, tokens).replace(/^grpc(s?):/, 'http$1:').replace(/^h2:/, 'https:'),
    method,
    headers: isGrpc ? { 'content-type': 'application/grpc', ...sent } : sent,
  };
}

function waits({ outcomes }: Decision): boolean {
  return outcomes.some(({ reason }) => reason.startsWith('not simulated: the provider '));
}

function wrongWith({ outcomes, notSimulated }: Decision, expected: Expected, manifests: Manifests): string | undefined {
  const wrong = outcomes.find((outcome) => !isExpected(outcome, expected, manifests));
  const unsaid = notSimulated.filter((what) => !LIMITS.test(what));
  if (wrong === undefined) return unsaid.length > 0 ? `not simulated: ${unsaid.join('; ')}` : undefined;
  return `${wrong.by} ${wrong.status ?? ''} ${wrong.workload?.name ?? ''}: ${wrong.reason} (expected ${JSON.stringify(expected)})`;
}

function isExpected({ by, status, workload }: Outcome, { outcome, callee, version, received }: Expected, manifests: Manifests): boolean {
  void received;
  if (!isAnswered({ outcome, callee, version, received })) {
    if (outcome.kind === 'reset') return by === 'nobody';
    if (outcome.kind === 'status') return by === 'proxy' && status === outcome.code;
    return by === 'proxy' || by === 'nobody';
  }
  if (callee!.namespace === '') return by === 'outside';
  const isCallee = by === 'application' && manifests.servicesOf(workload!).some(({ metadata }) => metadata.name === callee!.name && metadata.namespace === callee!.namespace);
  return isCallee && (version === undefined || version.split('|').includes(workload!.labels.version));
}

import type { ExternalService } from '../../model/external';
import { type Namespace, reached } from '../../model/namespace';
import { isHttp, isTls, type Port, type Service } from '../../model/service';
import type { RetryPolicy } from '../../model/traffic';
import { checkList, checkOnce, checkWord } from '../../support/closed-set';
import { CONSEQUENCES, DATA_CLASSES, type DataClass, demanding } from '../../support/data-class';
import { fail, type Placed } from '../../support/errors';
import { UNSENT } from '../../support/retry-conditions';
import { unsureConditions } from '../traffic/retry-policy';

/** What a service says of its data, in one order. */
export function dataClassesOf(at: Placed, given: readonly DataClass[] | undefined): DataClass[] {
  if (given === undefined) return [];
  const classes = checkList(given, 'dataClasses', 'name a class, or leave it out', at).map((one) => checkWord(one, DATA_CLASSES, 'class of data', at));
  checkOnce(classes, 'a class of data', 'name each class once', at);
  return DATA_CLASSES.filter((one) => classes.includes(one));
}

/** Before the last stage plaintext and undeclared calls work: what is said of the data would be a wish. */
export function checkEnforced(at: Placed, service: Service, { name, zeroTrust, stage }: Namespace): void {
  const classes = wordsOf(service, 'enforced');
  if (classes === undefined || (zeroTrust && reached(stage, 'ENFORCED'))) return;
  fail(at, 'MSH510', {
    what: `${service.name} works with ${classes} data, and in namespace ${name} plaintext or calls that nobody declared still work`,
    got: zeroTrust ? stage : 'MeshNamespace',
    allowed: 'a ZeroTrustNamespace at stage ENFORCED',
    fix: 'bring the namespace there first, or declare the service in one that is there',
  });
}

export function checkEncrypted(at: Placed, service: Service): void {
  const classes = wordsOf(service, 'encrypted');
  if (classes === undefined) return;
  fail(at, 'MSH511', {
    what: `${service.name} works with ${classes} data, which is never taken in plaintext`,
    fix: 'bring the callers into the mesh, or let them ask a service that works with other data',
  });
}

/** Data leaves the mesh for hosts that are known by name, and encrypted. */
export function checkWayOut(at: Placed, caller: Service, external: ExternalService, ports: readonly Port[]): void {
  const byName = wordsOf(caller, 'outsideByName');
  const wild = external.hosts.filter((host) => host.includes('*'));
  const nameless = ports.filter(({ protocol }) => !isHttp(protocol) && !isTls(protocol));
  if (byName !== undefined && wild.length + nameless.length > 0) {
    fail(at, 'MSH512', {
      what: `${caller.name} works with ${byName} data, and would send it to hosts that are not known by name`,
      got: wild.length > 0 ? wild : nameless.map(({ number, protocol }) => `${external.hosts.join()}:${number} (${protocol})`),
      allowed: 'full host names, on ports of HTTP or TLS',
      fix: 'declare an ExternalService for each host, with ServicePort.tls(), ServicePort.https(), or ServicePort.http() and tlsOrigination',
    });
  }
  const encrypted = wordsOf(caller, 'outsideEncrypted');
  const plain = external.tls === undefined ? ports.filter(({ protocol }) => !isTls(protocol)) : [];
  if (encrypted === undefined || plain.length === 0) return;
  fail(at, 'MSH513', {
    what: `${caller.name} works with ${encrypted} data, and would send it out of the mesh in plaintext`,
    got: plain.map(({ number, protocol }) => `${external.hosts.join()}:${number} (${protocol})`),
    fix: 'let the proxy speak TLS with tlsOrigination, or the application: ServicePort.https(443)',
  });
}

/** @param whose Where the policy is said: a service, a route of it, a host outside. */
export function checkNeverTwice(at: Placed, service: Service, retries: RetryPolicy, whose: string): void {
  const classes = wordsOf(service, 'neverTwice');
  const unsure = unsureConditions(retries);
  if (classes === undefined || unsure.length === 0) return;
  fail(at, 'MSH514', {
    what: `${service.name} works with ${classes} data, and retries of ${whose} may do again what was done already: ${CONSEQUENCES.neverTwice.because.CARDHOLDER}`,
    got: unsure,
    allowed: UNSENT.join(', '),
    fix: 'use RetryPolicy.safe() or RetryPolicy.none()',
  });
}

/** The classes of a service's data from which something follows; undefined where it does not. */
function wordsOf({ dataClasses }: Service, consequence: keyof typeof CONSEQUENCES): string | undefined {
  const classes = demanding(dataClasses, consequence);
  return classes.length === 0 ? undefined : classes.join(' and ');
}

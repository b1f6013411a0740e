import { allowedServices } from './allowed-services';
import { auditLogs } from './audit-logs';
import { authenticatedUsers } from './authenticated-users';
import { administrativeAccess, auditLogDetails, logsAfterwards, storedData } from './beside-manifests';
import type { Control, Environment, Statement } from './control';
import { denyByDefault } from './deny-by-default';
import { inbound } from './inbound';
import { leastPrivilege } from './least-privilege';
import { outbound } from './outbound';
import { sharedAccounts } from './shared-accounts';
import { strongCryptography } from './strong-cryptography';
import { untrustedNetworks } from './untrusted-networks';
import { webAttacks } from './web-attacks';
import { classifiedServices } from '../../manifests/data-classes';
import { titleOf } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { sortedBy } from '../../support/compare';
import { ACCOUNT_DATA } from '../../support/data-class';
import { accessMatrix } from '../access-matrix';

/** What manifests show of requirements of PCI DSS 4.0.1, and no more. */
export interface ControlMap {
  /** The services that say they work with account data; without any, nothing can be shown. */
  readonly services: readonly string[];
  readonly lines: readonly ControlLine[];
}

export interface ControlLine extends Omit<Control, 'judge'> {
  /** Whether objects show something of it, and something against it. That all of it is met, none of them can say. */
  readonly state: 'evidence' | 'evidence and exceptions' | 'no evidence';
  readonly shown: readonly Statement[];
  readonly against: readonly Statement[];
}

/** In the order of their sections. */
export const CONTROLS: readonly Control[] = [
  allowedServices,
  inbound,
  outbound,
  untrustedNetworks,
  administrativeAccess,
  storedData,
  strongCryptography,
  webAttacks,
  leastPrivilege,
  denyByDefault,
  sharedAccounts,
  authenticatedUsers,
  auditLogs,
  auditLogDetails,
  logsAfterwards,
];

export function controlMap(manifests: Manifests): ControlMap {
  return manifests.once('control map', () => {
    const environment = environmentOf(manifests);
    if (environment.services.length === 0) return { services: [], lines: [] };
    return { services: environment.services.map(({ key }) => key), lines: CONTROLS.map((control) => lineOf(control, environment)) };
  });
}

function environmentOf(manifests: Manifests): Environment {
  const { callees } = accessMatrix(manifests);
  const byKey = new Map(callees.map((callee) => [callee.key, callee]));
  const services = classifiedServices(manifests).filter(({ classes }) => classes.some((one) => ACCOUNT_DATA.includes(one))).flatMap((classified) => {
    const { namespace, name } = classified.service.metadata;
    const callee = byKey.get(`${namespace}/${name}`);
    return callee === undefined ? [] : [{ ...classified, key: callee.key, callee }];
  });
  return { manifests, callees, services: sortedBy(services, ({ key }) => key) };
}

function lineOf({ judge, ...control }: Control, environment: Environment): ControlLine {
  const judgement = judge(environment);
  const [shown, against] = [distinct(judgement.shown), distinct(judgement.against)];
  return { ...control, state: shown.length === 0 ? 'no evidence' : against.length === 0 ? 'evidence' : 'evidence and exceptions', shown, against };
}

/** Pods of several versions say the same. */
function distinct(statements: readonly Statement[]): Statement[] {
  const found = new Map<string, Statement>();
  for (const { what, objects } of statements) {
    const all = [...found.get(what)?.objects ?? [], ...objects];
    found.set(what, { what, objects: [...new Map(all.map((object) => [titleOf(object), object])).values()] });
  }
  return sortedBy(found.values(), ({ what }) => what);
}

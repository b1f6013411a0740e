import type { Access } from './access';
import { type AccessMatrix } from './access-matrix';
import { conditionsInWords, type Operations } from './rule-parts';

/** For programs. Its form stays as it is: fields may be added. */
export function matrixJson({ parties, callees, notJudged }: AccessMatrix) {
  return {
    callers: [...parties.values()].map(({ key, kind, principal }) => ({ name: key, kind, ...(principal === undefined ? {} : { principal }) })),
    services: callees.map(({ key, host, openness, ports }) => ({
      name: key,
      host,
      openness,
      ports: ports.map(({ port, protocol, peer, peerBy, dryRuns, access }) => ({
        port,
        protocol,
        mutualTls: peer,
        ...(peerBy === undefined ? {} : { mutualTlsBy: peerBy }),
        dryRuns,
        access: access.map(accessJson),
      })),
    })),
    notJudged,
  };
}

export function formatMatrixJson(matrix: AccessMatrix): string {
  return `${JSON.stringify(matrixJson(matrix), undefined, 2)}\n`;
}

/** Conditions in words, and as what they are made of: each must hold, and a list holds with one of its values. */
function operationsJson(operations: Operations) {
  const requires = operations.conditions.map(({ attribute, values, notValues }) => ({
    attribute, ...(values.length === 0 ? {} : { values }), ...(notValues.length === 0 ? {} : { notValues }),
  }));
  return { ...operations, conditions: conditionsInWords(operations), requires };
}

function accessJson({ who, operations, exceptions, pods, by, reach }: Access) {
  return {
    caller: who.title,
    callerKind: who.kind,
    ...operationsJson(operations),
    ...(exceptions.length === 0
      ? {}
      : { denied: exceptions.map(({ who: whom, operations: denied, by: rule }) => ({ caller: whom.title, ...operationsJson(denied), by: rule })) }),
    ...(pods.length === 0 ? {} : { pods }),
    ...(by === undefined ? {} : { by }),
    reach: reach.verdict,
    ...(reach.reason === '' ? {} : { why: reach.reason }),
    ...(reach.verdict === 'yes' ? { hasMutualTls: reach.hasMutualTls } : {}),
  };
}

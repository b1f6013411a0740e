import { each, isEmpty, Report } from './report';
import { checkAttachment, checkSelector } from './scope';
import { durationProblem } from './values';

export function checkPeerAuthentication({ spec }: any, report: Report): void {
  const { selector, portLevelMtls = {} } = spec;
  const ports = Object.keys(portLevelMtls);
  const selects = Object.keys(selector?.matchLabels ?? {}).length > 0;
  report.need(ports.length === 0 || selects, 'spec.portLevelMtls', 'is for selected workloads');
  report.need(ports.length > 0 || spec.portLevelMtls === undefined, 'spec.portLevelMtls', 'must not be empty');
  report.need(ports.every((port) => Number(port) >= 1 && Number(port) <= 65535), 'spec.portLevelMtls', 'must be by port');
  if (selector !== undefined) checkSelector(selector.matchLabels, 'spec.selector', report);
}

export function checkRequestAuthentication({ spec }: any, report: Report): void {
  checkAttachment(spec, report);
  for (const [rule, at] of each(spec.jwtRules, 'spec.jwtRules')) checkJwtRule(rule, at, report);
}

function checkJwtRule(rule: any, path: string, report: Report): void {
  const { issuer, jwksUri, jwks, timeout } = rule;
  report.need(!isEmpty(issuer) || !isEmpty(jwksUri), path, 'needs an issuer or a jwksUri');
  report.need(isEmpty(jwksUri) || /^https?:/i.test(jwksUri), `${path}.jwksUri`, `${jwksUri} is no HTTP address`);
  if (!isEmpty(jwks)) checkKeys(jwks, `${path}.jwks`, report);
  for (const field of ['audiences', 'fromParams', 'fromCookies']) {
    for (const [value, at] of each(rule[field], `${path}.${field}`)) report.need(value !== '', at, 'must not be empty');
  }
  for (const [header, at] of each(rule.fromHeaders, `${path}.fromHeaders`)) report.need(!isEmpty(header.name), at, 'name is required');
  for (const [{ claim, header }, at] of each(rule.outputClaimToHeaders, `${path}.outputClaimToHeaders`)) {
    report.need(!isEmpty(claim) && /^[-_A-Za-z0-9]+$/.test(header ?? ''), at, 'needs a claim and a header');
  }
  report.add(`${path}.timeout`, durationProblem(timeout));
}

function checkKeys(jwks: string, path: string, report: Report): void {
  try {
    const parsed = JSON.parse(jwks);
    const keys: any[] = parsed.keys ?? [parsed];
    report.need(keys.every((key) => typeof key.kty === 'string'), path, 'is no set of keys');
    report.advise(keys.every((key) => key.d === undefined && key.kty !== 'oct'), path, 'holds a private key');
  } catch {
    report.need(false, path, 'is no set of keys');
  }
}

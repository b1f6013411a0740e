import { Report } from './report';

const DRY_RUN = 'istio.io/dry-run';
const RESERVED = ['internal.istio.io/webhook-always-reject', 'internal.istio.io/parents', 'internal.istio.io/parent-namespace'];

export function checkMetadata({ kind, metadata = {}, spec }: any, report: Report): void {
  const annotations: Record<string, string> = metadata.annotations ?? {};
  for (const name of RESERVED) report.need(!(name in annotations), 'metadata.annotations', `${name} is reserved`);
  if (!(DRY_RUN in annotations)) return;
  const action = spec?.action ?? 'ALLOW';
  report.need(kind === 'AuthorizationPolicy' && ['ALLOW', 'DENY'].includes(action), 'metadata.annotations', `${DRY_RUN} is for ALLOW and DENY policies`);
  report.need(/^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(annotations[DRY_RUN]), 'metadata.annotations', `${DRY_RUN} must be true or false`);
}

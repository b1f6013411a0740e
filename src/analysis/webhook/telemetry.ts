import { each, eachOf, isEmpty, Report } from './report';
import { checkAttachment } from './scope';

export function checkTelemetry({ spec }: any, report: Report): void {
  checkAttachment(spec, report);
  for (const section of ['metrics', 'tracing', 'accessLogging']) {
    for (const [{ providers }, at] of each(spec[section], `spec.${section}`)) {
      for (const [provider, place] of each(providers, `${at}.providers`)) report.need(!isEmpty(provider.name), place, 'name is required');
    }
  }
  report.advise((spec.tracing ?? []).length < 2, 'spec.tracing', 'only the first is used');
  for (const [tracing, at] of each(spec.tracing, 'spec.tracing')) checkTracing(tracing, at, report);
}

function checkTracing({ providers, randomSamplingPercentage: share = 0, customTags }: any, path: string, report: Report): void {
  report.advise((providers ?? []).length < 2, `${path}.providers`, 'only the first is used');
  report.need(share >= 0 && share <= 100, `${path}.randomSamplingPercentage`, `${share} is no percentage`);
  for (const [name, { literal, header, environment }, at] of eachOf(customTags, `${path}.customTags`)) {
    report.need(name !== '', at, 'a tag needs a name');
    report.need(literal === undefined || !isEmpty(literal.value), at, 'the text must not be empty');
    report.need(header === undefined || !isEmpty(header.name), at, 'the header must be named');
    report.need(environment === undefined || !isEmpty(environment.name), at, 'the variable must be named');
  }
}

import { gatewayErrorsWithoutEffect } from '../../../src/analysis/rules/gateway-errors-without-effect';
import { destinationRule, objects } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (outlierDetection: object) => objects(destinationRule('a', { host: 'a', trafficPolicy: { outlierDetection } }));
const AT = 'DestinationRule shop/a spec.trafficPolicy.outlierDetection.consecutiveGatewayErrors';

ruleTest(gatewayErrorsWithoutEffect, {
  valid: [
    { name: 'fewer gateway errors', objects: rule({ consecutiveGatewayErrors: 3, consecutive5xxErrors: 5 }) },
    { name: 'only gateway errors count', objects: rule({ consecutiveGatewayErrors: 7, consecutive5xxErrors: 0 }) },
    { name: 'gateway errors do not count', objects: rule({ consecutiveGatewayErrors: 0, consecutive5xxErrors: 5 }) },
    { name: 'fewer than the default of the others', objects: rule({ consecutiveGatewayErrors: 4 }) },
    { name: 'nothing of the kind', objects: objects(destinationRule('a', { host: 'a' })) },
  ],
  invalid: [
    { name: 'as many', objects: rule({ consecutiveGatewayErrors: 5, consecutive5xxErrors: 5 }), findings: [{ at: AT, message: 'never', data: { gateway: 5, all: 5 } }] },
    { name: 'more than the default of the others', objects: rule({ consecutiveGatewayErrors: 7 }), findings: [{ at: AT, message: 'never', data: { gateway: 7, all: 5 } }] },
    {
      name: 'of a subset, for one port',
      objects: objects(destinationRule('a', { host: 'a', subsets: [{ name: 'v1', trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, outlierDetection: { consecutiveGatewayErrors: 9 } }] } }] })),
      findings: [{ at: 'DestinationRule shop/a spec.subsets[0].trafficPolicy.portLevelSettings[0].outlierDetection.consecutiveGatewayErrors', message: 'never' }],
    },
  ],
});

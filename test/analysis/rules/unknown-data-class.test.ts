import { unknownDataClass } from '../../../src/analysis/rules/unknown-data-class';
import { classified, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(unknownDataClass, {
  valid: [
    { name: 'classes that are known, with spaces', objects: objects(classified('vault', 'CARDHOLDER, PERSONAL')) },
    { name: 'a service that says nothing', objects: objects(service('vault')) },
  ],
  invalid: [
    { name: 'a word that is none', objects: objects(classified('vault', 'CARDHOLDER,CARDS')), findings: [{ at: 'Service shop/vault metadata.annotations[cdk8s-istio/data-classes]', message: 'unknown', data: { word: 'CARDS' } }] },
    { name: 'small letters', objects: objects(classified('vault', 'cardholder')), findings: [{ at: 'Service shop/vault metadata.annotations[cdk8s-istio/data-classes]', message: 'unknown', data: { word: 'cardholder' } }] },
    { name: 'nothing', objects: objects(classified('vault', '')), findings: [{ at: 'Service shop/vault metadata.annotations[cdk8s-istio/data-classes]', message: 'unknown', data: { word: 'an empty word' } }] },
  ],
});

import { entranceWithoutSubsets } from '../../../src/analysis/rules/entrance-without-subsets';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const HOST = 'reviews.shop.svc.cluster.local';
const mesh = (host: string, more = {}) => virtualService('reviews', { hosts: [host], http: [{ route: [to(host, { subset: 'v1' })] }], ...more });
const entry = (destination: object) => virtualService('edge', { hosts: ['reviews.example.com'], gateways: ['edge'], http: [{ route: [destination] }] });

ruleTest(entranceWithoutSubsets, {
  valid: [
    { name: 'the same subset', objects: objects(mesh(HOST), entry(to(HOST, { subset: 'v1' }))) },
    { name: 'no subset in the mesh either', objects: objects(virtualService('reviews', { hosts: [HOST], http: [{ route: [to(HOST)] }] }), entry(to(HOST))) },
    { name: 'subsets of another entrance', objects: objects(mesh(HOST, { gateways: ['other'] }), entry(to(HOST))) },
    { name: 'in the mesh itself', objects: objects(mesh(HOST), virtualService('ratings', { hosts: ['ratings'], http: [{ route: [to(HOST)] }] })) },
  ],
  invalid: [{
    name: 'the short name means the same',
    objects: objects(mesh('reviews'), entry(to(HOST))),
    findings: [{ at: 'VirtualService shop/edge spec.http[0].route[0].destination', message: 'bypass', data: { host: HOST, other: 'VirtualService shop/reviews' } }],
  }],
});

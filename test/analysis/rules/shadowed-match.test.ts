import { shadowedMatch } from '../../../src/analysis/rules/shadowed-match';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const route = [to('reviews')];
const http = (...matches: (object | undefined)[]) => objects(virtualService('reviews', { hosts: ['reviews'], http: matches.map((match) => (match ? { match: [match], route } : { route })) }));
const AT = 'VirtualService shop/reviews spec.http[1].match[0]';
const taken = [{ at: AT, message: 'match', data: { earlier: 'spec.http[0].match[0]' } }];
const prefix = (path: string, more = {}) => ({ uri: { prefix: path }, ...more });

ruleTest(shadowedMatch, {
  valid: [
    { name: 'the narrower first', objects: http(prefix('/a/b'), prefix('/a'), undefined) },
    { name: 'another method', objects: http(prefix('/a', { method: { exact: 'GET' } }), prefix('/a/b')) },
    { name: 'other headers', objects: http(prefix('/a', { headers: { 'x-beta': { exact: '1' } } }), prefix('/a/b', { headers: { 'x-beta': { exact: '2' } } })) },
    { name: 'a header that must be absent', objects: http(prefix('/a', { withoutHeaders: { 'x-beta': {} } }), prefix('/a/b')) },
    { name: 'another port', objects: http(prefix('/a', { port: 80 }), prefix('/a/b')) },
    { name: 'other callers', objects: http(prefix('/a', { sourceLabels: { app: 'web' } }), prefix('/a/b', { sourceNamespace: 'web' }), prefix('/a/b/c')) },
    { name: 'other gateways', objects: http(prefix('/a', { gateways: ['edge'] }), prefix('/a/b')) },
    { name: 'an exact path, and what is below it', objects: http({ uri: { exact: '/a' } }, prefix('/a')) },
    { name: 'two regular expressions', objects: http({ uri: { regex: '/a.*' } }, { uri: { regex: '/a/b.*' } }) },
    { name: 'the later one does not mind the case', objects: http(prefix('/a'), prefix('/a/b', { ignoreUriCase: true })) },
    { name: 'the very same, which another rule looks at', objects: http(prefix('/a', { name: 'x' }), prefix('/a', { name: 'y' })) },
    { name: 'given to a delegate', objects: objects(virtualService('reviews', { hosts: ['reviews'], http: [{ match: [prefix('/a')], delegate: { name: 'a' } }, { match: [prefix('/a/b')], route }] })) },
    { name: 'after a catch-all, which another rule looks at', objects: http(prefix('/a'), undefined, prefix('/a/b')) },
  ],
  invalid: [
    { name: 'a wider path first', objects: http(prefix('/debug'), prefix('/debugs')), findings: taken },
    { name: 'a path below', objects: http(prefix('/a'), { uri: { exact: '/a/b' } }), findings: taken },
    { name: 'any method first', objects: http(prefix('/a'), prefix('/a/b', { method: { exact: 'POST' } })), findings: taken },
    { name: 'any case first', objects: http(prefix('/A', { ignoreUriCase: true }), prefix('/a/B')), findings: taken },
    { name: 'any path first', objects: http(prefix('/'), { headers: { 'x-beta': { exact: '1' } } }), findings: taken },
    { name: 'a header that must only be there', objects: http({ headers: { 'X-Beta': {} } }, prefix('/a', { headers: { 'x-beta': { exact: '1' } } })), findings: taken },
    { name: 'the same regular expression', objects: http({ uri: { regex: '/a.*' } }, { uri: { regex: '/a.*' }, port: 80 }), findings: taken },
    { name: 'the rest', objects: http(prefix('/'), undefined), findings: [{ at: 'VirtualService shop/reviews spec.http[1]', message: 'rest', data: { earlier: 'spec.http[0].match[0]' } }] },
  ],
});

import { evaluate } from '../../../tools/path/template/evaluate';
import { requestScope } from '../../../tools/path/template/scope';
import { TemplateFault, Unsupported } from '../../../tools/path/template/values';
import cases from '../../cases/templates.json';
import { rendering } from './rendering';

interface Case {
  readonly name: string;
  readonly template: string;
  readonly body?: string;
  readonly gives?: string;
  /** What AWS knows and nobody here. */
  readonly unknown?: string;
  /** What fails on AWS too. */
  readonly fault?: string;
}

const body = JSON.stringify({
  items: [
    { sku: 'a', price: 1 },
    { sku: 'b', price: 2.5 },
  ],
  note: `it's "new"`,
  'a b': true,
});

describe('a template', () => {
  test.each(cases as readonly Case[])('$name', (expected) => {
    const render = () => evaluate(expected.template, requestScope(rendering(), expected.body ?? body).roots);
    if (expected.gives !== undefined) expect(render()).toBe(expected.gives);
    else {
      const kind = expected.unknown === undefined ? TemplateFault : Unsupported;
      expect(render).toThrow(kind);
      expect(render).toThrow(expected.unknown ?? expected.fault);
    }
  });

  test('overrides status and headers of the response, each once', () => {
    const once = requestScope(rendering(), '');
    evaluate(
      `#set($context.responseOverride.status = 418)#set($context.responseOverride.header.x = "a")`,
      once.roots,
    );
    expect({ status: once.overrides.status, headers: [...once.overrides.headers] }).toEqual({
      status: '418',
      headers: [['x', 'a']],
    });
    const twice = () => evaluate('#set($context.responseOverride.status = 201)', once.roots);
    expect(twice).toThrow('$context.responseOverride.status is set twice');
  });

  test('does not know the time of a call that has none', () => {
    const { roots } = requestScope(rendering({ receivedAt: null }), '');
    expect(() => evaluate('$context.requestTimeEpoch', roots)).toThrow(Unsupported);
    expect(evaluate('$context.requestId', roots)).toBe('4f2a7c1e-9b3d-4e5f-8a6b-7c8d9e0f1a2b');
  });
});

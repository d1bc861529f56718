import { isMap, isSeq, parseDocument, type Tags, type YAMLMap, type YAMLSeq } from 'yaml';

const shortTags = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

const longName = new Map<string, string>([
  ...shortTags.map((name): [string, string] => [name, `Fn::${name}`]),
  ['Ref', 'Ref'],
  ['Condition', 'Condition'],
  ['GetAtt', 'Fn::GetAtt'],
]);

function longForm(name: string, value: unknown): unknown {
  if (name === 'Fn::GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { [name]: dot < 0 ? value : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [name]: value };
}

/** yaml's own tags resolve each node kind apart, so every short form is declared three times. */
const customTags: Tags = [...longName].flatMap(([short, long]) => {
  const tag = `!${short}`;
  return [
    { tag, resolve: (text: string) => longForm(long, text) },
    {
      tag,
      collection: 'seq' as const,
      resolve: (node: YAMLMap | YAMLSeq) => {
        if (!isSeq(node)) return node;
        return Object.assign(node, { toJSON: seqToLong(node, long) });
      },
    },
    {
      tag,
      collection: 'map' as const,
      resolve: (node: YAMLMap | YAMLSeq) => {
        if (!isMap(node)) return node;
        return Object.assign(node, { toJSON: seqToLong(node, long) });
      },
    },
  ];
});

function seqToLong(node: YAMLMap | YAMLSeq, long: string) {
  const plain = node.toJSON.bind(node) as (arg: unknown, context: unknown) => unknown;
  return (arg: unknown, context: unknown) => longForm(long, plain(arg, context));
}

/**
 * Parses a CloudFormation template in JSON or YAML; short intrinsics (`!Sub`) become their long form.
 * @throws Error with line and column when the text is not YAML.
 */
export function parseCloudFormation(text: string): unknown {
  const trimmed = text.trimStart();
  if (trimmed.startsWith('{')) return JSON.parse(text);
  const document = parseDocument(text, { customTags, version: '1.1', schema: 'core', merge: true });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS();
}

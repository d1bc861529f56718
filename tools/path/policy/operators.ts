import { compileCidr } from './addresses';
import { compileArn, compileGlob, type TextTest } from './glob';
import { type Piece, plainText } from './pattern';

/** How one condition operator compares. */
export interface Operator {
  /** The test of the value in the request against one value of the policy. */
  readonly compile: (pieces: readonly Piece[]) => TextTest;
  /** `…Not…`: true where no value of the policy matches, and where the key is missing. */
  readonly negated?: boolean;
  /** Whether `${…}` works in its values: string and ARN operators only. (IAM user guide; from memory) */
  readonly variables?: boolean;
}

const equals = (pieces: readonly Piece[]): TextTest => {
  const wanted = plainText(pieces);
  return (text) => text === wanted;
};

const equalsIgnoringCase = (pieces: readonly Piece[]): TextTest => {
  const wanted = plainText(pieces).toLowerCase();
  return (text) => text.toLowerCase() === wanted;
};

const address = (pieces: readonly Piece[]): TextTest => compileCidr(plainText(pieces));

type Compare = (actual: number, wanted: number) => boolean;

/** Compares numbers; text that is no number on either side compares as false. */
function ordered(parse: (text: string) => number, compare: Compare): Operator['compile'] {
  return (pieces) => {
    const wanted = parse(plainText(pieces));
    return (text) => compare(parse(text), wanted);
  };
}

function parseNumber(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** ISO 8601, or seconds since the epoch. */
function parseDate(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function family(prefix: string, parse: (text: string) => number): Record<string, Operator> {
  return {
    [`${prefix}equals`]: { compile: ordered(parse, (a, b) => a === b) },
    [`${prefix}notequals`]: { compile: ordered(parse, (a, b) => a === b), negated: true },
    [`${prefix}lessthan`]: { compile: ordered(parse, (a, b) => a < b) },
    [`${prefix}lessthanequals`]: { compile: ordered(parse, (a, b) => a <= b) },
    [`${prefix}greaterthan`]: { compile: ordered(parse, (a, b) => a > b) },
    [`${prefix}greaterthanequals`]: { compile: ordered(parse, (a, b) => a >= b) },
  };
}

/** By name in lower case, without set prefix and `IfExists`. `Null` is apart: it looks at presence only. */
export const operators: Readonly<Record<string, Operator>> = {
  stringequals: { compile: equals, variables: true },
  stringnotequals: { compile: equals, negated: true, variables: true },
  stringequalsignorecase: { compile: equalsIgnoringCase, variables: true },
  stringnotequalsignorecase: { compile: equalsIgnoringCase, negated: true, variables: true },
  stringlike: { compile: compileGlob, variables: true },
  stringnotlike: { compile: compileGlob, negated: true, variables: true },
  ...family('numeric', parseNumber),
  ...family('date', parseDate),
  bool: { compile: equalsIgnoringCase },
  binaryequals: { compile: equals },
  ipaddress: { compile: address },
  notipaddress: { compile: address, negated: true },
  arnequals: { compile: compileArn, variables: true },
  arnlike: { compile: compileArn, variables: true },
  arnnotequals: { compile: compileArn, negated: true, variables: true },
  arnnotlike: { compile: compileArn, negated: true, variables: true },
};

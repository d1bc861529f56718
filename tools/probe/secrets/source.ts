/** Where a secret is: a file, standard input, or AWS Secrets Manager. Serializable; never the secret itself. */
export type SecretSource = (FileSecret | StdinSecret | AwsSecret) & {
  /** Member of a JSON object that has the value. @default the whole text is the value */
  readonly name?: string;
};

interface FileSecret {
  readonly file: string;
}

interface StdinSecret {
  readonly stdin: true;
}

export interface AwsSecret {
  /** Name or ARN of a secret in AWS Secrets Manager. */
  readonly secret: string;
  /** @default that of the ARN, or AWS_REGION */
  readonly region?: string;
  /** @default the SDK's chain: environment, AWS_PROFILE, single sign-on, container, instance */
  readonly profile?: string;
}

/** A program that prints a token. */
export interface TokenCommand {
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly string[];
  /** What it prints. @default 'jwt' */
  readonly as?: 'jwt' | 'saml' | 'opaque';
  /** Header to send it in; in Authorization it follows "Bearer ", in others it stands alone. @default 'Authorization' */
  readonly header?: string;
  /** @default 30 */
  readonly timeoutSeconds?: number;
  /** Run it for every call, as for assertions that are good for one. @default once, until the token ends */
  readonly perCall?: boolean;
}

/** Bytes of a message's length, and of its type before it. Source: PostgreSQL documentation, 55.7 "Message Formats". */
const LENGTH = 4;
const TYPE = 1;
/** Of a startup message: its length and the protocol's version. */
const STARTUP_HEAD = 8;

const COMMAND_COMPLETE = 'C'.charCodeAt(0);
const ERROR_RESPONSE = 'E'.charCodeAt(0);

/** The parameters with which a client introduces itself. */
export function readStartup(bytes: Buffer): Map<string, string> {
  const parts = bytes.subarray(STARTUP_HEAD).toString().split('\0');
  return new Map(parts.flatMap((name, i) => (i % 2 === 0 && name ? [[name, parts[i + 1] ?? '']] : [])));
}

/** Counts statements in what a server says, piece by piece: each ends with its tag, or with an error. */
export function countStatements(): (bytes: Buffer) => number {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    let count = 0;
    let at = 0;
    while (rest.length - at >= TYPE + LENGTH) {
      const next = at + TYPE + rest.readInt32BE(at + TYPE);
      if (next > rest.length) break;
      if (rest[at] === COMMAND_COMPLETE || rest[at] === ERROR_RESPONSE) count += 1;
      at = next;
    }
    rest = rest.subarray(at);
    return count;
  };
}

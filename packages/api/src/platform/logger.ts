import { pino, type DestinationStream, type Logger } from 'pino';

/** The log of a process: one JSON object a line, on standard error, so that standard output stays for people. Keys are never in it. */
export function openLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, redact: ['*.apiKey', '*.authorization', 'headers.authorization'] }, destination);
}

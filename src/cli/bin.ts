import { main } from './main';

// a reader that has seen enough closes the pipe
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

const code = main(process.argv.slice(2), (text) => process.stdout.write(text), (text) => process.stderr.write(text));
void Promise.resolve(code).then((ended) => { process.exitCode = ended; });

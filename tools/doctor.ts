/** Entry point of `./dev-env.sh doctor`; needs no packages, since that they are missing is one of its findings. */
import { doctor } from './development/doctor/doctor.ts';

process.exitCode = (await doctor(process.env, (line) => console.log(line))) ? 0 : 1;

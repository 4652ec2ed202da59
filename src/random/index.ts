/** The random room: the one generator of pseudo-random numbers. */
export { Random } from './random';

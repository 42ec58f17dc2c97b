// Ed25519 (RFC 8032): the browser's own, or in a browser without it the same in plain numbers. It only verifies.

(function (verifier) {
  "use strict";

  const P = 2n ** 255n - 19n;
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const mod = (a, m = P) => ((a % m) + m) % m;

  function power(base, exponent) {
    let result = 1n;
    for (base = mod(base); exponent > 0n; exponent >>= 1n) {
      if (exponent & 1n) result = mod(result * base);
      base = mod(base * base);
    }
    return result;
  }

  const inverse = (a) => power(a, P - 2n);
  const D = mod(-121665n * inverse(121666n));
  const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);

  function little(bytes) {
    let number = 0n;
    for (let i = bytes.length - 1; i >= 0; i--) number = (number << 8n) | BigInt(bytes[i]);
    return number;
  }

  // The x that belongs to this y (RFC 8032, 5.1.3), or null where there is none.
  function xOf(y, sign) {
    const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
    let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
    if (mod(v * x * x) === mod(-u)) x = mod(x * ROOT_OF_MINUS_1);
    if (mod(v * x * x) !== u || (x === 0n && sign)) return null;
    return (x & 1n) === BigInt(sign) ? x : mod(-x);
  }

  // A point in extended coordinates from its 32 bytes, or null.
  function pointOf(bytes) {
    const number = little(bytes), y = number & (2n ** 255n - 1n);
    if (y >= P) return null;
    const x = xOf(y, Number(number >> 255n));
    return x === null ? null : [x, y, 1n, mod(x * y)];
  }

  function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
    const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2));
    const c = mod(2n * t1 * t2 * D), d = mod(2n * z1 * z2);
    const e = b - a, f = d - c, g = d + c, h = b + a;
    return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
  }

  function times(scalar, point) {
    let result = [0n, 1n, 1n, 0n];
    for (; scalar > 0n; scalar >>= 1n) {
      if (scalar & 1n) result = add(result, point);
      point = add(point, point);
    }
    return result;
  }

  const BASE_Y = mod(4n * inverse(5n));
  const BASE_X = xOf(BASE_Y, 0);
  const BASE = [BASE_X, BASE_Y, 1n, mod(BASE_X * BASE_Y)];

  function verifyPlainly(key, message, signature) {
    if (key.length !== 32 || signature.length !== 64) return false;
    const a = pointOf(key), r = pointOf(signature.subarray(0, 32)), s = little(signature.subarray(32));
    if (!a || !r || s >= L) return false;
    const h = mod(little(sha512(signature.subarray(0, 32), key, message)), L);
    const left = times(s, BASE), right = add(r, times(h, a));
    return (
      mod(left[0] * right[2]) === mod(right[0] * left[2]) && mod(left[1] * right[2]) === mod(right[1] * left[2])
    );
  }

  // SHA-512 (FIPS 180-4). Its constants are the first bits of the roots of the first 80 primes, computed here.
  const BITS = 2n ** 64n - 1n;

  function rootBits(n, degree) {
    let low = 0n, high = 1n << 72n; // of n^(1/degree) · 2^64
    const target = n << (64n * degree);
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** degree <= target) low = middle;
      else high = middle;
    }
    return low & BITS;
  }

  const PRIMES = [];
  for (let n = 2; PRIMES.length < 80; n++) if (PRIMES.every((prime) => n % Number(prime))) PRIMES.push(BigInt(n));
  const K = PRIMES.map((prime) => rootBits(prime, 3n));
  const START = PRIMES.slice(0, 8).map((prime) => rootBits(prime, 2n));
  const turn = (x, n) => ((x >> n) | (x << (64n - n))) & BITS;

  function sha512(...parts) {
    const message = parts.flatMap((part) => Array.from(part));
    const length = BigInt(message.length * 8);
    message.push(0x80);
    while (message.length % 128 !== 112) message.push(0);
    for (let i = 15n; i >= 0n; i--) message.push(Number((length >> (8n * i)) & 255n));
    let state = START;
    for (let at = 0; at < message.length; at += 128) state = compress(state, message.slice(at, at + 128));
    return Uint8Array.from(state.flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => Number((word >> BigInt(8 * i)) & 255n))));
  }

  function compress(state, block) {
    const w = [];
    for (let i = 0; i < 16; i++) w.push(block.slice(i * 8, i * 8 + 8).reduce((word, byte) => (word << 8n) | BigInt(byte), 0n));
    for (let i = 16; i < 80; i++) {
      const x = w[i - 15], y = w[i - 2];
      const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n), s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
      w.push((w[i - 16] + s0 + w[i - 7] + s1) & BITS);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n), s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const t1 = h + s1 + ((e & f) ^ (~e & BITS & g)) + K[i] + w[i], t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & BITS, c, b, a, (t1 + t2) & BITS];
    }
    return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) & BITS);
  }

  // Whether `signature` over `message` was made with the key; never throws for bytes of any length.
  async function verifyEd25519(key, message, signature) {
    let imported;
    try {
      imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    } catch {
      return verifyPlainly(key, message, signature); // no WebCrypto, none with Ed25519, or no such point
    }
    return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, message);
  }

  Object.assign(verifier, { verifyEd25519, verifyPlainly, sha512 });
})((globalThis.wartemarkeVerifier ??= {}));

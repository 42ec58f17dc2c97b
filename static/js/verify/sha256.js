// SHA-256 (FIPS 180-4), at once and without a promise, for a tree of a million small hashes; and bytes as text.
// WebCrypto answers each digest by a promise of its own, which costs many times the digest itself
// (docs/verify-browser.md has the measure). `agreesWithWebCrypto` compares the two before anything is checked.

(function (verifier) {
  "use strict";

  const K = new Int32Array([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]);
  const START = new Int32Array([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]);
  const words = new Int32Array(64);
  const state = new Int32Array(8);
  let padded = new Uint8Array(1024); // the message with its padding; grows with the longest one

  function sha256(...parts) {
    let length = 0;
    for (let i = 0; i < parts.length; i++) length += parts[i].length;
    const end = ((length + 72) >>> 6) << 6;
    if (padded.length < end) padded = new Uint8Array(end * 2);
    let at = 0;
    for (let i = 0; i < parts.length; i++) {
      padded.set(parts[i], at);
      at += parts[i].length;
    }
    padded.fill(0, at, end);
    padded[at] = 0x80;
    const bits = length * 8; // of a message of less than 256 MB
    for (let i = 1; i <= 4; i++) padded[end - i] = bits >>> (8 * (i - 1));
    state.set(START);
    for (let block = 0; block < end; block += 64) compress(padded, block);
    const digest = new Uint8Array(32);
    for (let i = 0; i < 32; i++) digest[i] = state[i >> 2] >>> (24 - 8 * (i & 3));
    return digest;
  }

  // Plain variables and indices only: taking eight values out of an array at once is many times slower here.
  function compress(bytes, at) {
    const w = words;
    for (let i = 0; i < 16; i++, at += 4) {
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (((w[i - 16] + s0) | 0) + ((w[i - 7] + s1) | 0)) | 0;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3];
    let e = state[4], f = state[5], g = state[6], h = state[7];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (((((h + s1) | 0) + ((e & f) ^ (~e & g))) | 0) + ((K[i] + w[i]) | 0)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0;
      d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  // Whether our digest and the browser's own are the same; true where the browser offers none.
  async function agreesWithWebCrypto() {
    if (!globalThis.crypto?.subtle) return true;
    for (const length of [0, 1, 55, 56, 64, 119, 120, 1000]) {
      const message = crypto.getRandomValues(new Uint8Array(length));
      const theirs = new Uint8Array(await crypto.subtle.digest("SHA-256", message));
      if (!sameBytes(sha256(message), theirs)) return false;
    }
    return true;
  }

  function sameBytes(one, other) {
    if (one.length !== other.length) return false;
    for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
    return true;
  }

  function hex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function fromHex(text) {
    return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  }

  function base64(bytes) {
    return btoa(String.fromCharCode(...bytes));
  }

  // The bytes, or null for anything that is not exactly how these bytes are written in base64.
  function fromBase64(text) {
    try {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      return base64(bytes) === text ? bytes : null;
    } catch {
      return null;
    }
  }

  Object.assign(verifier, { sha256, agreesWithWebCrypto, sameBytes, hex, fromHex, base64, fromBase64 });
})((globalThis.wartemarkeVerifier ??= {}));

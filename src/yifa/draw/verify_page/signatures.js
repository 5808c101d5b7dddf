// ---- the signatures of witnesses
function signed(seal, [key, signature]) {
  try {
    const k = key === key.trim() && publicKey(key);
    return Boolean(k) && ed25519(k.raw, unb64(signature), bytes(`${PROTOCOL} seal\n${seal.number}\n${digest(seal)}\n`));
  } catch { return false; }
}

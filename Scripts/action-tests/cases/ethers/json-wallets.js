// Wallets as JSON.

const KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";
const ADDRESS = "0x14791697260E4c9A71f18484C9f997B308e59325";
const PHRASE = "test test test test test test test test test test test junk";
// The published examples of the Web3 Secret Storage Definition, password "testpassword".
const crypto_ = (kdf, kdfparams, ciphertext, iv, mac) => ({ cipher: "aes-128-ctr", cipherparams: { iv }, ciphertext, kdf, kdfparams, mac });
const PBKDF2 = {
  crypto: crypto_("pbkdf2", { c: 262144, dklen: 32, prf: "hmac-sha256", salt: "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd" },
    "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46", "6087dab2f9fdbbfaddc31a909735c1e6", "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"),
  id: "3198bc9c-6672-5ab3-d995-4942343ae5b6", version: 3,
};
const LIGHT = { scrypt: { N: 2, r: 1, p: 1 } };
const OPTIONS = { ...LIGHT, iv: "0x" + "11".repeat(16), salt: "0x" + "22".repeat(32), uuid: "0x" + "33".repeat(16) };
const shown = (wallet) => [wallet.address, wallet.privateKey, wallet.mnemonic];

add("the published pbkdf2 example", async ({ Wallet }) => shown(await Wallet.fromEncryptedJson(JSON.stringify(PBKDF2), "testpassword")));
add("the published pbkdf2 example, sync", ({ Wallet }) => shown(Wallet.fromEncryptedJsonSync(JSON.stringify(PBKDF2), "testpassword")));
add("a wrong password", ({ Wallet }) => Wallet.fromEncryptedJson(JSON.stringify(PBKDF2), "wrong"));
add("encrypt", ({ Wallet }) => new Wallet(KEY).encrypt("secret", OPTIONS));
add("encrypt with a password of bytes", ({ Wallet }) => new Wallet(KEY).encrypt(new Uint8Array([1, 2, 3]), OPTIONS));
add("encrypt with a password in another form", ({ Wallet }) => new Wallet(KEY).encrypt("\u212b\ufb01", OPTIONS));
for (const options of [{ ...OPTIONS, iv: "0x11" }, { ...OPTIONS, uuid: "0x11" }, { ...OPTIONS, salt: "0x" }, { ...OPTIONS, scrypt: { N: 4 } }]) {
  add(`encrypt ${JSON.stringify(options)}`, ({ Wallet }) => new Wallet(KEY).encrypt("secret", options));
}
add("encrypt with words", async ({ Wallet }) => {
  const data = JSON.parse(await Wallet.fromMnemonic(PHRASE, "m/44'/60'/0'/0/7").encrypt("secret", { ...OPTIONS, client: "c" }));
  const extra = data["x-ethers"];
  const lengths = [extra.gethFilename.length, extra.mnemonicCounter.length, extra.mnemonicCiphertext.length];
  for (const name of ["gethFilename", "mnemonicCounter", "mnemonicCiphertext"]) extra[name] = /^UTC--[-0-9T]*.0Z--f/.test(extra[name]);
  return [data, lengths, Object.keys(data), Object.keys(extra)];
});
for (const password of ["", "secret", "\u30d1\u30b9", new Uint8Array([1, 255])]) {
  add(`there and back ${password}`, async ({ Wallet }) => {
    const json = await Wallet.fromMnemonic(PHRASE).encrypt(password, LIGHT);
    return [shown(await Wallet.fromEncryptedJson(json, password)), shown(Wallet.fromEncryptedJsonSync(json, password))];
  });
}
add("encrypt tells of progress", async ({ Wallet }) => {
  const seen = [];
  await new Wallet(KEY).encrypt("secret", OPTIONS, (part) => {
    seen.push(part);
  });
  return [seen[0], seen[seen.length - 1]];
});
add("encrypt is cancelled", ({ Wallet }) => new Wallet(KEY).encrypt("secret", OPTIONS, () => true));
add("decrypt is cancelled", async ({ Wallet }) => {
  return Wallet.fromEncryptedJson(await new Wallet(KEY).encrypt("secret", OPTIONS), "secret", () => true);
});
add("encrypt refuses a callback", ({ Wallet }) => new Wallet(KEY).encrypt("secret", {}, 5));

const JSON_TEXT = '{"address":"14791697260e4c9a71f18484c9f997b308e59325","id":"33333333-3333-4333-b333-333333333333","version":3,"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"11111111111111111111111111111111"},"ciphertext":"CT","kdf":"scrypt","kdfparams":{"salt":"2222222222222222222222222222222222222222222222222222222222222222","n":2,"dklen":32,"p":1,"r":1},"mac":"MAC"}}';
function changed(label, change) {
  add(`a file with ${label}`, async ({ Wallet }) => {
    const data = JSON.parse(await new Wallet(KEY).encrypt("secret", OPTIONS));
    const text = change(data) ?? JSON.stringify(data);
    return shown(Wallet.fromEncryptedJsonSync(text, "secret"));
  });
}
changed("nothing changed", () => {});
changed("another address", (data) => { data.address = "8ba1f109551bd432803012645ac136ddd64dba72"; });
changed("an address with prefix", (data) => { data.address = "0x" + data.address; });
changed("no address", (data) => { delete data.address; });
changed("a bad address", (data) => { data.address = "12"; });
changed("version 2", (data) => { data.version = 2; });
changed("version as text", (data) => { data.version = "3"; });
changed("Crypto", (data) => { data.Crypto = data.crypto; delete data.crypto; });
changed("another cipher", (data) => { data.crypto.cipher = "aes-128-cbc"; });
changed("another kdf", (data) => { data.crypto.kdf = "argon"; });
changed("no kdf", (data) => { delete data.crypto.kdf; });
changed("KDF in capitals", (data) => { data.crypto.kdf = "SCRYPT"; });
changed("n not a power", (data) => { data.crypto.kdfparams.n = 3; });
changed("n zero", (data) => { data.crypto.kdfparams.n = 0; });
changed("no r", (data) => { delete data.crypto.kdfparams.r; });
changed("dklen 64", (data) => { data.crypto.kdfparams.dklen = 64; });
changed("another mac", (data) => { data.crypto.mac = "00".repeat(32); });
changed("a mac in capitals", (data) => { data.crypto.mac = data.crypto.mac.toUpperCase(); });
changed("another salt", (data) => { data.crypto.kdfparams.salt = "11"; });
changed("a salt with prefix", (data) => { data.crypto.kdfparams.salt = "0x" + data.crypto.kdfparams.salt; });
changed("prf unknown", (data) => { data.crypto.kdf = "pbkdf2"; data.crypto.kdfparams.prf = "hmac-md5"; data.crypto.kdfparams.c = 1; });
changed("pbkdf2 of another length", (data) => { data.crypto.kdf = "pbkdf2"; Object.assign(data.crypto.kdfparams, { prf: "hmac-sha512", c: 1, dklen: 31 }); });
changed("pbkdf2 with sha512", (data) => { data.crypto.kdf = "pbkdf2"; Object.assign(data.crypto.kdfparams, { prf: "hmac-sha512", c: 1 }); });
for (const text of ["", "{}", "[]", "null", "5", '{"version":3}', '{"version":4}', '{"encseed":"00","ethaddr":"00"}', "not json", JSON_TEXT]) {
  add(`fromEncryptedJsonSync ${text.slice(0, 40)}`, ({ Wallet }) => Wallet.fromEncryptedJsonSync(text, "x"));
  add(`fromEncryptedJson ${text.slice(0, 40)}`, ({ Wallet }) => Wallet.fromEncryptedJson(text, "x"));
}
each("utils.getJsonWalletAddress", [
  [JSON_TEXT], ["{}"], [""], [null], ['{"version":3,"address":"00"}'], ['{"encseed":"00","ethaddr":"14791697260e4c9a71f18484c9f997b308e59325"}'],
  ['{"version":3}'], ["[1]"], ['{"encseed":"00","ethaddr":"x"}'],
]);
// A file of the presale's form, made for this test: the password is "foo".
const PRESALE = {
  encseed: "07070707070707070707070707070707996e7f87a1e0013bb9b429eeb426a7221fb42cbdfb8a49d280e0f5559b1a6a319afcc6f8d12c44aaff473837800061ac",
  ethaddr: "eef11bea220971185301ff28f86a7dd2f8796fe3",
};
for (const [label, file, password] of [
  ["", PRESALE, "foo"], [" with a wrong password", PRESALE, "fop"], [" cut short", { ...PRESALE, encseed: PRESALE.encseed.slice(2) }, "foo"],
  [" without a block", { ...PRESALE, encseed: PRESALE.encseed.slice(0, 32) }, "foo"], [" of another", { ...PRESALE, ethaddr: "00".repeat(20) }, "foo"],
]) {
  add(`a presale file${label}, sync`, ({ Wallet }) => shown(Wallet.fromEncryptedJsonSync(JSON.stringify(file), password)));
  add(`a presale file${label}`, async ({ Wallet }) => shown(await Wallet.fromEncryptedJson(JSON.stringify(file), password)));
}

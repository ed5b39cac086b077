"use strict";
// Makes the calls it is told to, with Volcengine's own SDK: a JSON object a line on stdin, an answer a line on stdout.
//
// ZEGO has no SDK of its own that signs; its calls are signed here after the vendor's published algorithm.
const { createHash, randomBytes } = require("node:crypto");
const readline = require("node:readline");
const axios = require("axios");
const { Service, rtcOpenapi } = require("@volcengine/openapi");

// Where the SDK hands its request over: what is signed already is spoilt here, and the answer kept.
const wire = { spoil: null, answer: null };

axios.interceptors.request.use((request) => {
  if (wire.spoil === "body") {
    request.data = { ...request.data, Spoilt: true };
  } else if (wire.spoil) {
    const at = request.url.indexOf(`${wire.spoil}=`);
    if (at < 0) throw new Error(`no ${wire.spoil} in ${request.url}`);
    const end = at + wire.spoil.length + 1;
    request.url = `${request.url.slice(0, end)}x${request.url.slice(end)}`;
  }
  return request;
});
axios.interceptors.response.use((response) => {
  wire.answer = response.data;
  return response;
});

function volcengine(given) {
  const options = {
    serviceName: "rtc",
    protocol: "http:",
    host: given.host,
    region: given.region,
    accessKeyId: given.id,
    secretKey: given.secret,
    sessionToken: given.token || undefined,
  };
  // Its client for RTC and its general one; what is signed is the same.
  const service = given.ascii ? new rtcOpenapi.RtcService(options) : new Service(options);
  const { action, version: Version, method } = given;
  const call = method === "GET" ? service.createAPI(action, { Version, method }) : service.createJSONAPI(action, { Version });
  return call(given.parameters);
}

function zego(given) {
  const nonce = randomBytes(8).toString("hex");
  const now = String(Math.floor(Date.now() / 1000));
  const signature = createHash("md5").update(given.id + nonce + given.secret + now).digest("hex");
  const query = new URLSearchParams({
    Action: given.action,
    AppId: given.id,
    SignatureNonce: nonce,
    Timestamp: now,
    Signature: signature,
    SignatureVersion: "2.0",
  });
  if (given.method === "GET") {
    for (const [name, value] of Object.entries(given.parameters)) {
      for (const item of [value].flat()) query.append(name, String(item));
    }
  }
  // The vendor's examples have the brackets of lists both as they are and encoded.
  const text = given.ascii ? query.toString().replaceAll("%5B%5D=", "[]=") : query.toString();
  return axios({
    url: `http://${given.host}/?${text}`,
    method: given.method,
    data: given.method === "GET" ? undefined : given.parameters,
    headers: { "Content-Type": "application/json" },
    timeout: 60000,
    proxy: false,
    validateStatus: null,
  });
}

const vendors = { volcengine, zego };

async function call(given) {
  wire.spoil = given.spoil;
  wire.answer = null;
  let failed = "it sent nothing";
  try {
    await vendors[given.vendor](given);
  } catch (error) {
    failed = String(error);
  }
  return wire.answer === null ? { failed } : { answer: wire.answer };
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await call(JSON.parse(line)))}\n`);
  }
}

main();

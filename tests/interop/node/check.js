"use strict";
// A server that checks signatures with Volcengine's own signer, from what arrived and nothing else.
//
// The header `X-Interop-Case` says whose signature it is and who may call. The answer says what the signer made of the
// request, and what arrived.
const { createHash } = require("node:crypto");
const http = require("node:http");
const { Signer } = require("@volcengine/openapi");

const hash = (algorithm, data) => createHash(algorithm).update(data).digest("hex");

function volcengine(request, given) {
  const { headers } = request;
  const authorization = headers.authorization || "";
  const part = (name) => (authorization.split(`${name}=`)[1] || "").split(",")[0];
  const [, , region = "", service = ""] = part("Credential").split("/");
  const signed = part("SignedHeaders").split(";");
  // By itself this signer never signs the content type and signs whatever else it is given.
  class AsSent extends Signer {
    isSignableHeader(name) {
      return signed.includes(name);
    }
  }
  const params = {};
  for (const [name, value] of request.pairs) {
    params[name] = name in params ? [params[name], value].flat() : value;
  }
  const named = Object.fromEntries(signed.map((name) => [name, headers[name]]));
  // It finds the body's hash under this spelling only.
  delete named["x-content-sha256"];
  named["X-Content-Sha256"] = hash("sha256", request.content);
  const signer = new AsSent({ method: request.method, pathname: "/", params, headers: named, region }, service);
  const who = { accessKeyId: given.id, secretKey: given.secret, sessionToken: given.token || undefined };
  const expected = signer.authorization(who, headers["x-date"]);
  const body = headers["x-content-sha256"] === named["X-Content-Sha256"];
  const token = headers["x-security-token"] ?? null;
  const right = expected === authorization && body && token === given.token && ["host", "x-date"].every((name) => signed.includes(name));
  return { right, expected, canonical: signer.canonicalString(), region, service, token };
}

function zego(request, given) {
  const asked = Object.fromEntries(request.pairs);
  const canonical = given.id + asked.SignatureNonce + given.secret + asked.Timestamp;
  const expected = hash("md5", canonical);
  const right = asked.Signature === expected && asked.AppId === given.id && asked.SignatureVersion === "2.0";
  return { right, expected, canonical };
}

const vendors = { volcengine, zego };

function report(request) {
  const given = JSON.parse(request.headers["x-interop-case"]);
  const query = request.url.slice(request.url.indexOf("?") + 1);
  request.pairs = [...new URLSearchParams(query)];
  const arrived = { pairs: request.pairs, body: request.content.toString() };
  try {
    return { ...arrived, ...vendors[given.vendor](request, given) };
  } catch (error) {
    return { ...arrived, right: false, expected: String(error), canonical: "" };
  }
}

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    request.content = Buffer.concat(chunks);
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(report(request)));
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`));
// Whoever started it holds the other end.
process.stdin.on("end", () => process.exit(0)).resume();

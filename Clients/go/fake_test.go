package lit

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The test program is its own scripted sidecar: it is started again with FAKE_SIDECAR set, which says how it behaves.
const fakeVariable = "FAKE_SIDECAR"

func TestMain(m *testing.M) {
	if behaviour := os.Getenv(fakeVariable); behaviour != "" {
		runFake(behaviour)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// fake is a sidecar with only as much behind it as the tests ask for. Its diary outlives it.
type fake struct {
	behaviour string
	diary     string
	mutex     sync.Mutex
	clients   map[string]*fakeClient
	count     int64
}

type fakeClient struct {
	wallets  []string
	sessions map[string]string
}

func runFake(behaviour string) {
	f := &fake{behaviour: behaviour, diary: os.Getenv("FAKE_DIARY"), clients: map[string]*fakeClient{}}
	socket, parent := "", 0
	for i, argument := range os.Args {
		if argument == "--socket" {
			socket = os.Args[i+1]
		}
		if argument == "--parent" {
			parent, _ = strconv.Atoi(os.Args[i+1])
		}
	}
	fmt.Fprintln(os.Stderr, "fake sidecar of", parent, "starts")
	f.note("start")
	switch {
	case behaviour == "mute":
		time.Sleep(time.Hour)
	case behaviour == "garbage-start":
		fmt.Println("Segmentation fault (not really)")
		time.Sleep(time.Hour)
	case behaviour == "dies-at-start":
		fmt.Fprintln(os.Stderr, "lit-sidecar: there is no room on this machine")
		os.Exit(70)
	case behaviour == "endless-line":
		for {
			if _, err := os.Stdout.Write([]byte(strings.Repeat("x", 1000))); err != nil {
				os.Exit(1)
			}
		}
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(73)
	}
	fmt.Printf(`{"ready":true,"name":"lit-sidecar","version":"0.1.0","api":1,"pid":%d,"socket":%q}`+"\n", os.Getpid(), socket)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Remove(socket)
		os.Exit(0)
	}()
	_ = http.Serve(listener, f)
}

func (f *fake) note(line string) {
	if f.diary == "" {
		return
	}
	file, err := os.OpenFile(f.diary, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		os.Exit(2)
	}
	fmt.Fprintln(file, line)
	file.Close()
}

// starts is how often a fake was started with this diary.
func (f *fake) starts() int { return strings.Count(readDiary(f.diary), "start\n") }

func readDiary(path string) string {
	content, _ := os.ReadFile(path)
	return string(content)
}

func crash() {
	process, _ := os.FindProcess(os.Getpid())
	_ = process.Kill()
	time.Sleep(time.Hour)
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	answer(w, status, fmt.Sprintf(`{"error":{"code":%q,"message":%q,"requestId":"r1"}}`, code, message))
}

const fakeNetwork = `{"name":"local","chainId":31337,"nodes":["http://127.0.0.1:1"],"threshold":2,"epoch":1,` +
	`"networkKey":"0x95d1","rootKeys":["0x02"],"rpcUrl":"http://127.0.0.1:2","contracts":{},"faucet":true,"dissenters":[]}`

const fakeReceipt = `{"transactionHash":"%s","blockNumber":7,"blockHash":"%s","status":1,"gasUsed":21000,` +
	`"from":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","to":null,"contractAddress":null,"logs":[]}`

var fakeHash = "0x" + strings.Repeat("ab", 32)

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	path := strings.TrimPrefix(r.URL.Path, "/v1")
	f.note(r.Method + " " + shape(path))
	switch {
	case path == "/version":
		f.version(w)
		return
	case path == "/clients":
		f.newClient(w, body)
		return
	}
	parts := strings.Split(strings.TrimPrefix(path, "/clients/"), "/")
	f.mutex.Lock()
	client := f.clients[parts[0]]
	f.mutex.Unlock()
	if client == nil {
		refuse(w, 404, "unknownClient", "There is no such client")
		return
	}
	f.serveClient(w, r, client, "/"+strings.Join(parts[1:], "/"), body)
}

// shape is a path without what is random in it.
func shape(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "c_") || strings.HasPrefix(part, "s_") {
			parts[i] = part[:2]
		}
	}
	return strings.Join(parts, "/")
}

func (f *fake) version(w http.ResponseWriter) {
	switch f.behaviour {
	case "wrong-api":
		answer(w, 200, `{"name":"lit-sidecar","version":"9.9.9","api":2,"pid":1}`)
	case "wrong-name":
		answer(w, 200, `{"name":"something else","version":"1","api":1}`)
	case "garbage-version":
		answer(w, 200, `<html>`)
	default:
		answer(w, 200, fmt.Sprintf(`{"name":"lit-sidecar","version":"0.1.0","api":1,"pid":%d}`, os.Getpid()))
	}
}

func (f *fake) newClient(w http.ResponseWriter, body []byte) {
	if f.behaviour == "crash-on-connect" && f.starts() == 1 || f.behaviour == "always-crash" {
		crash()
	}
	var wanted struct {
		Network map[string]interface{} `json:"network"`
		Wallet  *struct {
			PrivateKey string `json:"privateKey"`
		} `json:"wallet"`
	}
	if err := json.Unmarshal(body, &wanted); err != nil {
		refuse(w, 400, "malformedRequest", err.Error())
		return
	}
	client := &fakeClient{sessions: map[string]string{}}
	if wanted.Wallet != nil {
		client.wallets = append(client.wallets, fakeAddress(wanted.Wallet.PrivateKey))
	}
	id := fmt.Sprintf("c_%d_%d", os.Getpid(), atomic.AddInt64(&f.count, 1))
	f.mutex.Lock()
	f.clients[id] = client
	f.mutex.Unlock()
	wallets, _ := json.Marshal(append([]string{}, client.wallets...))
	answer(w, 201, fmt.Sprintf(`{"client":%q,"network":%s,"wallets":%s}`, id, fakeNetwork, wallets))
}

func fakeAddress(key string) string { return "0x" + key[len(key)-40:] }

func (f *fake) serveClient(w http.ResponseWriter, r *http.Request, client *fakeClient, path string, body []byte) {
	isFirst := f.starts() <= 1
	switch {
	case r.Method == http.MethodDelete:
		w.WriteHeader(204)
	case path == "/wallets":
		var key struct {
			PrivateKey string `json:"privateKey"`
		}
		_ = json.Unmarshal(body, &key)
		answer(w, 201, fmt.Sprintf(`{"address":%q}`, fakeAddress(key.PrivateKey)))
	case path == "/blockhash":
		f.blockhash(w, r, isFirst)
	case path == "/transactions":
		f.transactions(w, isFirst)
	case strings.HasPrefix(path, "/transactions/"):
		if f.behaviour == "crash-on-receipt" && isFirst {
			crash()
		}
		receipt := "null"
		if f.behaviour != "no-receipt" {
			receipt = fmt.Sprintf(fakeReceipt, fakeHash, fakeHash)
		}
		if f.behaviour == "failed-receipt" {
			receipt = strings.Replace(receipt, `"status":1`, `"status":0`, 1)
		}
		answer(w, 200, fmt.Sprintf(`{"transactionHash":%q,"receipt":%s}`, fakeHash, receipt))
	case path == "/sessions", path == "/sessions/import":
		f.session(w, client, path, body)
	case strings.HasSuffix(path, "/export"):
		answer(w, 200, `{"export":"the-secret-session"}`)
	case path == "/signatures":
		f.signatures(w, client, body, isFirst)
	case path == "/actions":
		f.actions(w, body, isFirst)
	case path == "/network/changes":
		w.Header().Set("Content-Type", "application/x-ndjson")
		fmt.Fprintf(w, "{\"event\":\"network\",\"network\":%s}\n{\"event\":\"alive\"}\n", fakeNetwork)
		w.(http.Flusher).Flush()
		if isFirst {
			time.Sleep(50 * time.Millisecond)
			crash()
		}
		<-r.Context().Done()
	case path == "/echo":
		answer(w, 200, string(body))
	default:
		refuse(w, 404, "notFound", "There is no "+path)
	}
}

func (f *fake) blockhash(w http.ResponseWriter, r *http.Request, isFirst bool) {
	good := fmt.Sprintf(`{"blockhash":%q}`, fakeHash)
	switch {
	case f.behaviour == "crash-on-read" && isFirst:
		crash()
	case f.behaviour == "half-answer" && isFirst:
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, good[:20])
		w.(http.Flusher).Flush()
		time.Sleep(20 * time.Millisecond)
		crash()
	case f.behaviour == "draining" && isFirst:
		refuse(w, 503, "shuttingDown", "The sidecar is ending")
		go func() {
			time.Sleep(100 * time.Millisecond)
			os.Exit(0)
		}()
		return
	case f.behaviour == "slow":
		select {
		case <-r.Context().Done():
			f.note("hung up")
		case <-time.After(30 * time.Second):
		}
		return
	case f.behaviour == "garbage":
		answer(w, 200, "not JSON at all")
		return
	case f.behaviour == "html-error":
		answer(w, 500, "<html>oops</html>")
		return
	case f.behaviour == "huge":
		w.Header().Set("Content-Type", "application/json")
		chunk := []byte(strings.Repeat(" ", 1<<20))
		for {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	case f.behaviour == "refusing":
		answer(w, 403, `{"error":{"code":"notAuthorized","message":"Nodes refused.","hint":"Permit it.","node":"http://n1",`+
			`"requestId":"lit_7","operation":"execute","logs":"hello\n","cause":"a reason","reports":[`+
			`{"node":"http://n1","status":401,"code":"NodeNotAuthorized","message":"No."},{"node":"http://n2","message":"refused"}]}}`)
		return
	case f.behaviour == "forgetful" && strings.Count(readDiary(f.diary), "GET /clients/c_/blockhash") == 1:
		refuse(w, 404, "unknownClient", "There is no such client")
		return
	case f.behaviour == "header":
		f.note("timeout " + r.Header.Get("Lit-Timeout"))
	}
	answer(w, 200, good)
}

func (f *fake) transactions(w http.ResponseWriter, isFirst bool) {
	f.note("TRANSACTION")
	switch {
	case f.behaviour == "crash-on-write" && isFirst:
		crash()
	case f.behaviour == "late-write":
		refuse(w, 504, "timedOut", "There was no answer in time.")
		return
	case f.behaviour == "slow-write":
		time.Sleep(30 * time.Second)
	case f.behaviour == "garbage-write":
		answer(w, 200, "{")
		return
	}
	answer(w, 200, fmt.Sprintf(`{"transactionHash":%q}`, fakeHash))
}

func (f *fake) session(w http.ResponseWriter, client *fakeClient, path string, body []byte) {
	if f.behaviour == "late-sessions" && f.starts() > 1 {
		refuse(w, 504, "timedOut", "There was no answer in time.")
		return
	}
	id := fmt.Sprintf("s_%d_%d", os.Getpid(), atomic.AddInt64(&f.count, 1))
	f.mutex.Lock()
	client.sessions[id] = string(body)
	f.mutex.Unlock()
	canRenew := path == "/sessions" && !strings.Contains(string(body), `"renew":false`)
	end := time.Now().Add(time.Hour)
	if f.behaviour == "short-sessions" {
		end = time.Now().Add(-time.Second)
	}
	answer(w, 201, fmt.Sprintf(`{"session":%q,"account":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","isPkp":false,`+
		`"allowing":[{"ability":"pkp-signing","resource":"lit-pkp://*"}],"issuedAt":"2026-01-01T00:00:00.000Z",`+
		`"expiration":%q,"canRenew":%v}`, id, end.UTC().Format(time.RFC3339), canRenew))
}

func (f *fake) signatures(w http.ResponseWriter, client *fakeClient, body []byte, isFirst bool) {
	var wanted struct {
		Signer struct {
			Session string `json:"session"`
		} `json:"signer"`
		Digest string `json:"digest"`
	}
	_ = json.Unmarshal(body, &wanted)
	if wanted.Signer.Session != "" {
		f.mutex.Lock()
		_, isKnown := client.sessions[wanted.Signer.Session]
		f.mutex.Unlock()
		if !isKnown {
			refuse(w, 404, "unknownSession", "There is no such session")
			return
		}
	}
	if f.behaviour == "crash-on-sign" && isFirst {
		crash()
	}
	if f.behaviour == "loses-sessions" && strings.Count(readDiary(f.diary), "/signatures\n") == 1 {
		refuse(w, 404, "unknownSession", "There is no such session")
		return
	}
	signature := "0x" + strings.Repeat("11", 32) + strings.Repeat("22", 32) + "1c"
	answer(w, 200, fmt.Sprintf(`{"r":"0x11","s":"0x22","yParity":1,"v":28,"signature":%q,"publicKey":"0x04%s",`+
		`"address":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","digest":%q}`, signature, strings.Repeat("33", 64), wanted.Digest))
}

func (f *fake) actions(w http.ResponseWriter, body []byte, isFirst bool) {
	f.note("ACTION " + string(body))
	w.Header().Set("Content-Type", "application/x-ndjson")
	writer := bufio.NewWriter(w)
	say := func(line string) {
		_, _ = writer.WriteString(line)
		writer.Flush()
		w.(http.Flusher).Flush()
	}
	say("{\"event\":\"logs\",\"logs\":\"one\\n\"}\n{\"event\":\"al")
	time.Sleep(5 * time.Millisecond)
	say("ive\"}\n\n")
	switch {
	case f.behaviour == "crash-in-stream" && isFirst:
		say(`{"event":"result","result":{"resp`)
		time.Sleep(20 * time.Millisecond)
		crash()
	case f.behaviour == "stream-error":
		say(`{"event":"error","error":{"code":"actionFailed","message":"boom","logs":"one\n","requestId":"r9"}}` + "\n")
		return
	case f.behaviour == "garbage-stream":
		say("]\n")
		return
	case f.behaviour == "endless-stream":
		for strings.Repeat("x", 1) != "" {
			if _, err := w.Write([]byte(strings.Repeat("x", 1<<20))); err != nil {
				return
			}
		}
	}
	say(`{"event":"result","result":{"response":"{\"a\":1}","logs":"one\n","signatures":{},"claims":{},"differing":[],"reports":[]}}` + "\n")
}

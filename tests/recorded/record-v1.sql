PRAGMA application_id = 1331053653;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE contacts (
    debt TEXT NOT NULL, id INTEGER NOT NULL,
    at TEXT NOT NULL, zone TEXT NOT NULL, direction TEXT, channel TEXT NOT NULL, number TEXT, claimed_name TEXT,
    to_whom TEXT, answered INTEGER, duration_s INTEGER, words TEXT, words_are TEXT,
    behaviours TEXT NOT NULL, attachments TEXT NOT NULL,
    source_kind TEXT NOT NULL, source_name TEXT, source_sha256 TEXT, source_item INTEGER,
    entered_at TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL, corrects INTEGER,
    key TEXT NOT NULL,
    PRIMARY KEY (debt, id));
INSERT INTO "contacts" VALUES('默认',1,'2026-11-20T22:40:00+08:00','Asia/Shanghai','in','sms','10690001',NULL,NULL,NULL,NULL,'第0条，你妈13812345678已经知道','verbatim','[]','[]','typed',NULL,NULL,NULL,'2026-11-26T09:00:00+08:00','4af9339dabf6f30d292f66381881bebbd79fbc87bb9d0ed07ef691446cc9ee8c','c57f17fe8bd5e96d870d8e9ca0e2c2e1c215ccb261fcb0e1b01049cc7dcf6f5c',NULL,'f50389e229849adf8d777a9f89a60f26');
INSERT INTO "contacts" VALUES('默认',2,'2026-11-21T22:40:00+08:00','Asia/Shanghai','in','sms','10690001',NULL,NULL,NULL,NULL,'第1条，你妈13812345678已经知道','verbatim','[]','[{"name": "聊天.txt", "sha256": "abababababababababababababababababababababababababababababababab", "bytes": 7}]','csv','短信.csv','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd',2,'2026-11-26T09:00:00+08:00','c57f17fe8bd5e96d870d8e9ca0e2c2e1c215ccb261fcb0e1b01049cc7dcf6f5c','a478779d4dc9cba358cf7c10da7ea7ada3d247f681d5ccb891bbe33cbe418084',NULL,'b3ac749680ae6716b784bcc309c134b9');
INSERT INTO "contacts" VALUES('默认',3,'2026-11-22T22:40:00+08:00','Asia/Shanghai','in','im','10690001',NULL,NULL,NULL,NULL,'更正','verbatim','[]','[]','typed',NULL,NULL,NULL,'2026-11-26T09:00:00+08:00','a478779d4dc9cba358cf7c10da7ea7ada3d247f681d5ccb891bbe33cbe418084','4bc6e92ad263584311b4031b0e2b087325b14ec7081f298a012fcc011a26a6c8',1,'818a6b12156de0f1d9f270f20ed66063');
CREATE TABLE heads (
    debt TEXT PRIMARY KEY, last INTEGER NOT NULL, digest TEXT NOT NULL, contacts INTEGER NOT NULL);
INSERT INTO "heads" VALUES('默认',3,'4bc6e92ad263584311b4031b0e2b087325b14ec7081f298a012fcc011a26a6c8',3);
CREATE TABLE terms (
    id INTEGER NOT NULL, debt TEXT NOT NULL, lender TEXT, due TEXT,
    entered_at TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (debt, id));
INSERT INTO "terms" VALUES(0,'默认','微粒贷','2026-10-05','2026-11-26T09:00:00+08:00','0000000000000000000000000000000000000000000000000000000000000000','4af9339dabf6f30d292f66381881bebbd79fbc87bb9d0ed07ef691446cc9ee8c');
CREATE INDEX by_key ON contacts (debt, key);
CREATE INDEX by_time ON contacts (debt, CAST(strftime('%s', at) AS INTEGER), id);
CREATE INDEX corrected ON contacts (debt, corrects) WHERE corrects IS NOT NULL;
COMMIT;

/**
 * What English and French words are told apart by, made by `npm run cli -- languages` (src/train/language-statistics.ts)
 * out of parallel corpora; not to be edited.
 */

/** Three letters (^ and $ are the ends of a word), then tenths of nats for English; negative: for French. */
export const TRIGRAMS = `
ed$30 ing23 ng$25 ^dé-55 ée$-55 nt$-13 és$-54 ^ré-59 ées-58 ent-8 es$-6 ez$-39 ly$32 eur-34 té$-55 ted28 ité-54
ant-13 iqu-31 pré-53 que-18 onn-22 men-9 teu-39 re$-10 éri-50 eme-12 ait-25 rés-46 tin14 ate9 déc-49 ue$-18 ur$-19
isé-48 ^de9 ^un16 tée-47 rée-47 er$-3 al$11 it$-12 sée-47 éra-47 ty$21 ère-35 ^éc-46 ire-11 lle-10 ouv-36 tés-45
ons-5 nne-13 ^co-3 lly30 réc-43 ie$-17 nté-45 ére-43 ais-25 red13 ra$-16 éco-45 ers7 ux$-25 ity21 nte-5 air-15
ien-12 rea14 ^st8 ry$15 sed29 iss-14 ic$17 ss$16 or$12 rin13 st$13 éci-43 tor9 lin10 ize20 urs-14 ned27 sse-9 sé$-38
^ét-41 lis-9 rai-12 dés-43 née-40 tiq-31 all8 ns$-4 dép-40 les-6 ove17 tér-43 din14 ont-7 ere12 ded25 eri12 our-9
con-3 ^sh15 led25 te$-4 ale-10 rép-42 uve-33 ely30 éch-39 ds$12 nin20 und15 ues-13 ^sé-40 lée-42 pér-39 ill-8 ron-11
aie-40 oun16 ren-7 fér-41 der8 éte-41 age-6 ^mé-37 the15 an$8 qué-38 éta-39 aux-29 ré$-33 tic11 ear17 écu-41 ^re2
édi-41 déf-41 igh17 éré-41 is$-10 rs$3 ^th13 étr-40 ght17 éme-38 ier-10 tly35 ^gé-40 ell-7 lé$-40 cré-40 ise-8
tez-38 pre7 eux-40 nné-40 ack12 rez-31 ^be11 ési-40 ^wa14 ir$-14 ge$-6 ies10 eas22 par-5 éfi-40 épa-37 kin20 né$-37
eat18 ssa-13 ish20 ché-39 tre-7 ése-39 dét-36 sés-39 ^él-37 élé-39 réf-39 iné-39 liz22 hed24 nai-21 ^en-4 ese20
rég-39 uée-39 rer-13 llé-39 ièr-30 ele10 éné-39 ks$16 sub11 le$-2 écr-39 ^év-39 réa-39 uel-19 isa-10 tes-5 hin16
oir-24 sez-38 cal6 san-12 équ-38 zed28 rév-38 ssé-35 ^sp7 ieu-25 cha-5 est4 iez-36 iée-38 ts$2 dér-38 ser-4 esi21
ica5 tif-10 ^se4 ar$10 mét-38 ntr-6 che-4 dec19 gs$13 ion-1 liq-22 ve$6 tue-23 nd$8 unc19 éti-38 lai-12 she15 lea16
ors13 dém-38 ped27 uer-15 gén-37 nna-16 ^so-5 ^he9 med17 ne$-4 shi15 one9 ué$-37 ^in-1 sou-11 éli-31 low16 fon-20
éve-37 en$6 écl-37 ene10 riq-33 ^wo16 ten-4 eil-21 ced23 war14 ^wi12 yin24 wor12 gée-37 ked24 ree13 eal22 ett-8
unt14 cou-7 ona9 ful21 fié-37 tan-6 ead12 hea18 ary17 ^we11 nér-36 ter2 sin8 ign-6 rat4 ngs14 eve8 sho16 ^ap-5
éma-36 dui-28 ied19 éle-31 ié$-34 ^pr-1 app-4 th$10 spé-36 ous8 ged24 her6 ll$9 ule-11 ms$12 if$-18 ndr-13 eau-16
seu-22 ct$10 tch11 spe8 ^po-4 ^ha5 éro-36 ck$9 ^ne8 sai-17 lat5 ick14 ^sc7 sem-11 ps$11 edi9 onc-9 ^ov22 tré-36
cre10 nde4 ond-7 ^su2 ast7 lem-7 nés-35 ch$9 déb-35 pou-17 ope10 réd-35 éga-35 sh$11 ^té-35 ver2 ure-4 ess2 gne-13
ake15 eed19 idé-35 ame5 res-2 rét-35 ete10 ay$12 enn-15 jou-18 als15 cie-9 eus-17 leu-24 omm-6 ato9 ifi-5 gné-35
nem-16 émo-35 iou27 pos-5 gé$-35 str3 eli10 ^me4 até-35 rté-35 sat-9 zat23 lég-35 ste3 ^le6 and3 iza18 uvr-31 nel-10
own14 nds12 ian6 ête-34 plé-34 pin10 ^lo5 ^sl14 ^ép-30 sto6 tou-11 gin9 ls$4 lés-34 ^bu8 win15 owe19 ^di2 sta3
évi-34 péc-34 ^né-32 eci16 ze$13 por-5 ^wh15 cke11 ois-12 row15 tle18 ^ho6 vée-34 ase9 ^ge6 aqu-22 ntl17 ved21
mée-34 uti-6 ifs-25 wer19 ^vo-9 rir-34 ulé-34 env-13 ris-6 ugh18 oqu-22 ade7 ^vé-34 tél-34 ive3 mme-8 ref7 épl-34
dis3 mér-34 uté-34 efe13 sha11 til-7 osé-31 oui-26 nan-8 cté-34 ncé-34 ^da6 def13 dep14 old13 ard4 iel-8 fer6 uem-33
ark11 ad$10 equ9 éfé-33 ite-3 oad11 nat5 id$8 sté-31 emp-6 uré-30 sts16 sen-5 ^mi3 ^pa-2 ^hé-31 ht$15 sel10 oul-10
épo-29 oot13 se$-2 ^pé-31 tai-5 ain3 omp-3 ass-3 ndé-30 épe-33 he$-10 tég-33 céd-27 eak20 jet-24 dée-33 ld$9 uis-11
tie-5 upé-31 raî-33 évo-33 ^el10 hér-31 ow$12 éce-33 loa11 rie-4 del9 tar7 ^dr9 ème-33 rmé-30 vai-15 pec7 vre-24
ués-33 ari4 ws$16 égi-32 ath8 cy$17 nez-23 roi-17 iti3 are5 lém-29 iés-32 ali-2 ual8 rêt-32 nts-3 cée-32 set7 nir-27
^sw17 umé-30 don-8 nes4 och-14 ffr-24 nsé-32 ork11 emo10 éla-32 ^vi-4 lay11 nam7 tio-1 cto8 rd$6 dél-29 cks14 ome6
ook12 ock7 dév-32 scr6 ash9 hol14 ^fl6 thi11 nie-10 au$-14 per2 nic10 eté-32 ^ke8 amé-29 ^br4 efi11 ngé-32 ore5 ars9
rié-32 vez-32 dre-7 uet-17 reu-14 tir-12 ^éq-32 été-32 ide3 een14 itu-8 rém-32 adv19 lls17 ery14 exé-32 ple5 aît-31
^ev12 ^ém-29 uit-7 ker8 ^up14 ink12 dly32 dé$-31 oré-31 voy-23 ^im-3 ^cl3 ^cu6 boo11 rou-3 ^ac-3 nda-5 ia$7 dan-8
sly29 vér-31 atc11 rac4 cat3 ^av-9 hip18 éca-31 niz20 leg17 ^hi8 gré-31 eac17 zin19 ows15 rqu-19 tra-1 ésa-31 imé-31
edu17 cte-4 cts11 léc-31 me$-2 us$3 lic4 eti7 édu-31 ke$11 com-1 pée-31 ^ra-3 son-4 sca8 rem-4 etr9 méd-31 ost7 eco4
rth13 ys$14 sér-31 olé-31 ify17 nue-14 ul$11 ^es-6 vel6 ppr-8 xéc-31 igé-31 squ-11 ivé-31 lan-3 mé$-28 vé$-31 tho8
rgé-31 hor7 dow13 det16 rds12 ndu-10 pét-29 ip$10 key9 loc5 uil-7 wea26 ppa-14 ee$11 ran-2 niq-18 nal3 agé-31 ist2
ort-2 fic-4 hiq-30 ory12 ira-9 lié-29 omb-8 acé-30 epa10 lon-6 ^aj-23 réu-30 ^ch-2 rti-3 ète-30 hic16 tro-3 lar5
veu-28 gés-30 ^wr18 aîn-30 pea12 ava-9 ank14 for2 uns14 rn$12 dea14 ^ta3 rly25 uan-10 ibl-6 tia6 égr-28 ^ad3 oté-30
ttr-9 vra-24 thr12 rme-6 loo14 vin8 ode4 ile3 ust4 wed25 sco8 tee19 arq-19 oll4 sél-30 cé$-30 bac9 ^lé-28 gue-8
neu-14 oig-30 erl9 vis-4 ^ea13 xpe19 rev6 rim-7 opé-30 el$-3 ncy17 ler-3 giq-30 anc-2 éso-30 rte-4 miz20 ouc-11
oue-22 hes6 dat3 cur5 hé$-30 ène-26 nta-2 min2 epe10 bly22 éal-30 ivr-24 rré-30 itt8 pui-27 wn$12 édé-30 ber5 ics14
oke11 oup-7 oit-15 riz14 voq-30 ecu9 ^sm13 cki18 acc-4 izi22 ect1 isc7 toi-15 ial3 oth10 rep3 lez-26 lde12 uss-10
abl1 ^bl4 arg-5 voi-11 cul-5 fai-8 sti2 ece10 usl28 ffé-27 los9 els-6 sie-12 ce$1 ens-2 fs$-7 iev25 eep14 auv-24
pté-29 dle7 ^ba2 cs$8 uth7 loi-15 ede9 aff-7 gér-29 gge14 tak22 îtr-29 ige-10 eld9 ria4 hel6 ^eq21 eff-8 wit15 ey$7
ppi14 rm$9 hée-27 oie-29 hte18 égl-29 ndl8 rec2 mpo-4 urn-5 mpr-5 pac6 cin8 ith9 nk$11 tte-2 lve10 ésu-29 fil3 ctu-7
lie-4 era-1 pli-3 nis-4 see16 uiv-15 éni-25 am$7 umb13 adi5 sau-13 kes22 whe18 eta7 lla-4 lag-10 dge13 iat6 nar8
eck10 hy$15 fun13 tué-29 tis-6 dy$11 get6 ood14 rew14 bou-6 duc6 tti8 gat6 ero-4 sum10 éde-29 zes26 eam12 ^sk13
diq-26 od$10 ^ef-9 mbr-11 las5 oyé-28 ich-7 ose4 ^kn18 ^at-3 aré-27 ute-3 rk$10 ool8 ung15 ^fi2 miq-26 eth9 evé-28
ubs9 iew9 éva-28 att-2 ipp15 pt$8 oar16 cov16 ^ro3 amp5 in$2 ice4 et$2 eet13 ull8 arr-3 too9 rôl-28 iré-26 dai-15
cus9 isi-4 omi5 mit4 cié-28 tag-5 ^ki10 fol13 mmé-28 uez-22 peu-25 lt$11 wri13 clo7 pic9 ine1 tme19 oya-12 roo11
olv12 ilé-28 mic8 ^ai-7 bed18 ket11 tim3 ^li1 ula3 epl10 nen-6 van-5 uva-22 zer12 wat14 ^us5 ^hu6 rné-28 ^tr-1 ew$11
^af-5 wal11 new11 odé-28 ege15 alt7 ^bé-28 ves4 unp22 ^én-28 ^ég-28 rol6 fea18 ily20 ace3 lia6 rse4 ric3 gea-11 asi6
sla8 owi19 esh13 deu-20 ^bo2 nom-5 roa14 gua11 rms15 ush15 put7 réi-27 mbe7 boa16 émi-25 séc-27 sio-2 ot$5 ict5
mpé-27 ild9 ppo-6 fy$15 day15 imp-2 kno17 vei-15 hés-27 ^la2 ave4 rus6 om$7 ili-2 whi14 ^ut-7 nvo-9 way16 oug8 ses2
usé-27 gag-14 enf-13 ajo-17 rks14 ken9 uch-7 den2 ees17 uar10 ^éd-25 vie-4 gre4 ^au-2 ny$10 ads14 ^to2 pti3 ^fe3
nqu-10 iét-27 emb-4 gen3 ara-2 yed23 nnu-13 tit-3 jec5 tiz27 um$5 sec4 gué-27 fla6 ibe12 mél-25 éin-27 ueu-13 éna-24
raw14 rel3 aps8 vés-27 géo-27 ans2 eca10 try8 eer13 teg11 reg4 neg22 éan-27 sli12 on$0 égé-27 ven-2 sid5 çon-27
ump12 vri-25 ays13 now13 let3 wis15 non-5 aut-2 fia-15 més-27 des2 pet11 gou-14 ewe18 ^ve-2 sor4 ap$6 ike14 up$7
enu-6 hou7 run6 ssi-1 nég-25 cee22 enr-10 iai-22 dar8 ^fu4 gh$11 rsé-26 add6 rta-5 gna-7 mea14 qua-3 ève-25 ski13
épr-26 hoo13 réé-26 err-2 llo4 spa4 gie-12 bel7 pri-2 unl18 meu-20 ^pe-1 liè-24 ask9 unr22 sch7 spl11 inn10 can3
oti5 end-1 ôle-26 nee17 agn-8 éno-26 inc-2 xpé-26 ^gi6 trô-26 mov11 has7 égo-26 deb8 vit-5 man-1 ecl13 aft16 oué-26
hee13 ^sn10 adr-13 ply20 wel16 rke11 tiè-26 erm-2 ffi-4 éto-23 sma9 gez-26 ubt16 iff-4 siz12 gra1 sép-26 stu9 ouh-24
cle5 ^ti3 arm4 pen2 ^gr2 ^gu5 gar-4 tel4 ean6 ttl15 ext2 una8 iso-4 hal8 heu-16 de$-1 nme14 ^am-3 ype4 rdé-26 nti-1
lté-26 cés-26 ega6 fie2 adé-26 bra4 igu-6 fte19 rip4 rvé-26 rid5 vat7 hun13 evi4 uha-24 îne-26 any10 em$7 pé$-24
eso7 ccé-26 mpl-2 blé-26 egi6 dou-8 due-11 agg11 lud13 ckl16 typ4 sui-8 isq-22 ^op2 néc-26 dez-19 eav20 soi-14 sea6
^go4 sm$12 cri-2 mpe6 sei-9 rsh13 uvé-26 ift15 hos8 egu19 ièm-25 ubl-5 han2 bén-25 awa12 how13 cer-3 dif-4 bs$10
cup-10 mém-25 unn14 ^si1 ^cé-22 bro6 geo6 oye-10 nks14 top6 tiv1 rt$2 mbl-5 oce7 edé-25 dde12 tne15 sia11 çan-25
pte-5 rdo-11 ^ed8 aki15 ége-25 âch-25 hs$9 nia9 séq-25 unf27 erc-3 fra-3 ^fé-25 hat8 ^tw14 ita-2 fyi25 erf4 dég-25
bur7 reo21 fus-7 rav-5 tau-13 tté-25 thé-17 yez-22 ued22 swi13 uli-7 ppé-25 réo-25 épi-25 lik16 ^jo-3 tta-5 dee18
rui-9 alé-25 nça-21 oat15 op$7 mpa-3 web5 ewa10 out-2 ok$8 ces1 swe18 sur-2 lét-25 sag-6 umm15 erw17 mes-2 égu-25
fré-22 etc9 sle13 écé-25 hec7 hil8 sic10 épu-25 eel17 tru3 rst11 ^ex-1 ^bi2 tri1 uai-18 nke12 lau10 vem-8 map4 ^ru3
tha8 rne-3 foo11 evr-21 ane4 fee13 beh16 yée-25 ^ce-2 ror5 niè-22 imi-2 tab2 pêc-25 ngi10 ^aw14 ths15 éfa-25 nea9
tèr-22 ft$9 iro-8 flo5 dit-2 bin4 ané-25 cél-23 ips10 hez-23 mer2 pel-5 pow15 to$5 wan10 ben9 wai15 pat2 alk14 coa17
éfe-24 thè-24 loq-19 wil11 flé-24 euv-24 oût-24 sy$19 asu15 siv5 eni4 étu-22 eng4 eou18 seq15 ids12 hig14 eor17 ind1
not3 stl16 uen-4 eem22 nu$-10 ogu-12 amm-5 ai$-6 lf$12 éen-24 aso14 elé-22 êch-22 oes19 sac-8 wid13 rov4 ètr-24 mp$6
hro4 thu13 sif-9 aur-7 rrê-24 tem-2 itc11 lir-21 ske12 pts15 mon-2 mou4 rry12 spi5 ego11 hav14 ^ca1 iga6 épé-24 utt8
éda-24 ubc22 nfé-24 paq-19 lee13 emi4 ^ni4 uce8 sk$10 dev-3 unm19 nét-24 as$2 eap13 ède-24 xed13 sit-2 hop12 im$6
law16 éat-24 ern2 tun8 éor-24 ff$8 rts5 lue-4 lli2 lyi24 cev-21 hau-8 mie-10 exi-4 ^ph4 eba7 ops12 hot8 mos10 mma-4
hev-13 epi13 nct-4 aju-22 inu-4 abo-4 cas3 nsu4 owl15 ldi12 oor9 ébu-24 ema2 ^ma0 hit8 bea6 eys13 upe-4 rns14 har1
rio4 kle13 ès$-16 beg21 my$13 itl13 von-16 ffa-13 déd-23 fre3 du$-10 mèt-23 nge2 hre8 efu9 isk14 énu-23 ups11 pee13
ems11 eha12 ton-2 orm-1 bré-23 xe$-13 udr-17 taq-23 ctl14 ky$13 rra-3 rch-2 oos14 jeu-21 box7 ouf-18 vou-9 lip7
oon16 ep$8 aça-20 nlo12 ani2 shr18 uld14 lap10 oci-7 bar3 net3 nth6 sme-8 bui8 pur6 asq-18 ébo-23 ak$9 siq-23 èle-23
bli-2 uck11 sun15 slo8 oi$-16 you11 dia2 ubp21 vic6 gy$15 auc-10 élo-23 cio12 edg15 fou-5 tei-9 ici-2 lèv-23 sso-3
ewi13 ^mo-1 moo17 uei-18 ime-1 anq-15 off3 nch-2 lti2 nli9 uou22 oum-18 néa-23 ^yo11 ibé-23 eek10 ote2 rwa14 wes11
^ri3 cry5 oli3 ^or-2 hen3 ^ab-2 ets2 ^er4 py$12 mba-7 swa11 gis-4 ela2 nsh10 éac-23 rki13 eds11 ecr6 aw$11 xec11
phe5 was15 nki12 nag-4 arn6 oni2 ebr12 ana2 wee11 cez-23 héb-23 ews9 elp8 mmi7 nab6 dve13 tea6 ida3 pse8 nly14 lth18
cce3 cor-1 riè-18 geu-18 fiq-20 eiv14 bet11 roc-2 pad13 cit-3 pèr-22 ^ow11 ège-21 nsi2 unk11 uta-4 egr5 lèt-22 dim-7
fir5 die-4 oné-22 gèr-22 éne-22 néf-22 cei10 gly14 ^by8 lds11 had10 dju23 xt$5 upt9 ex$4 yte9 erç-22 rap-1 thy11
ibu-3 tec3 dab12 bér-22 rli5 ébr-22 ati0 tén-22 ayi14 dli11 vol-3 quê-22 uêt-22 pta-8 lér-22 idd8 mem5 tur1 ams10
oom9 tow11 reb6 ryp5 dic2 wle13 emm-10 smo15 upp-3 sib-3 kne19 sty7 ébe-20 onç-22 neo14 oua-20 na$3 oop8 ubm11 at$2
évé-22 tal1 ang-1 cai-14 ^of4 prê-19 pén-22 orn5 gni4 gov16 yst4 ebu8 phy8 océ-22 gem-6 ^ob-2 dvi12 ots6 kil10 abr-7
dag-12 ppu-22 eto-5 ggl17 êtr-19 abb10 yan-5 ^it3 nvi-4 ghl16 nau-8 ovi4 ^is3 ggi13 sks13 ^ec7 rad2 ^fr1 lov10 tex2
dul5 owa12 lév-22 req3 sup-2 xig-18 ox$5 atr-6 rci-5 ol$4 bpa17 siè-22 dva14 pié-22 ^pl-1 tac2 cue-11 lid2 osa-6
scu-5 nma10 evo6 ^mu1 mpê-22 dur-5 tas4 èqu-21 pés-21 adl11 ito4 ety10 wne13 sir-7 elv15 qui-1 lif4 log1 urc-4 ^gl3
pha6 ogg10 aun10 bsc10 rma-1 ssl6 rcé-17 éus-21 ova7 ^ye9 rul15 who15 yé$-21 spr7 mak7 twi13 tep7 mau-12 iar8 cog12
byt9 haî-21 gic5 giv22 ulf15 uct2 oof18 twe12 clé-19 amè-21 ti$-6 efr14 ckn20 lts11 arl4 cad-6 ugg7 ^tu3 oft11 rre-1
riv-2 ît$-19 nec3 omé-21 pop7 rup7 dne15 éba-19 wei10 nsl8 bai-9 éth-21 phé-21 ape3 irt6 dem-2 oid6 dri4 ols6 ura-2
gn$10 bat-3 tma7 cut-3 shu13 lne15 poo10 erd-5 sam5 éut-21 rar5 ife7 awn16 iau-14 sal4 ffe2 iet8 ut$-2 eu$-10 nha7
ceu-14 rum7 joi-7 fec-3 ^ci-2 ola3 sna10 gno-4 eph13 kee9 cho-2 vok17 hly23 og$5 epo3 rog-3 eui-12 sev13 ndo2 bog-14
ros2 oeu-21 bmi14 tfu17 igg12 btr16 ddi5 ému-21 xin9 hém-21 kli16 jus-5 esc2 wra11 elt9 mid5 ilt4 elf9 bon-4 fèr-21
bod12 stè-18 dir-2 nco-2 len-1 ^na1 ohé-21 ryi17 tig5 aul5 dua13 chè-21 zen11 afe13 ayé-21 hts12 cka6 asé-21 nhe10
esp-1 udg13 nse-1 lte3 edl19 by$12 wns16 blu10 two10 hib10 got9 aba-5 ^du2 bué-20 èse-19 nty11 sys4 ble0 fle3 efo4
mel4 vey16 ipt3 unb17 ody11 oy$10 bit2 coû-20 rbe-7 bie-7 moi-7 rto-4 ^al1 cep-2 inl9 vir-3 lun8 aye4 hri10 gth12
ésé-20 hab-3 lio-5 rge-1 ôt$-20 tli10 saf12 uro-8 péd-20 ibi3 coc-8 mez-10 rni-3 hli10 iem-13 cel3 pan2 eru10 woo9
pto5 mmu-4 pem-14 ^cr1 mai-1 uon-18 far9 bec12 vén-20 ^pi1 ag$7 erv-1 toy-13 eop11 rof-4 won17 rça-20 rél-20 rib2
kel9 xpl-3 doo14 onf-1 mot3 réq-20 oki11 atu2 nul-6 oca2 etu6 eab8 edd8 wre18 bta16 aud-4 bri-2 aug4 obt-8 reç-20
vél-20 urv-4 rok11 pra5 cis-3 ypt4 uér-20 llu-4 fel13 ods12 thw22 pol2 unw15 ppe1 bbe14 nef10 ngt6 hoi-6 éfl-20 ma$3
lép-20 eit10 esq-13 orw12 usc-7 reh14 lep9 org2 wir10 ui$-8 onl8 sar6 dié-20 utl16 arp7 ixé-20 lk$9 ^ep7 ges-1 npr12
rty8 adj9 ^ka3 tol5 but2 rug12 ief13 nwa17 lfi10 avé-20 uie-10 ney9 ug$7 erh10 mèn-20 kup9 éfo-20 pon-1 efl6 nod4
pag-2 uir-3 lty16 ^dw12 esa8 ogi-3 exa-3 pun11 mun-3 qu$-19 règ-19 cla-1 wav13 rèt-19 agr-3 ysi8 ^ar-1 ^sy1 gui3
stm13 coo5 fal6 oît-18 eul-13 rej-7 tom2 hai-3 ^sa-1 ffs12 smi7 leb9 aze11 hbo14 ogy14 ^ei8 eye8 nus-4 ^te1 ddr8
lqu-19 rom-1 mmo5 fri5 dom2 ony5 ^on2 bun5 ou$-6 rtm10 sém-19 rit-1 lop-3 itr-4 onm6 îné-19 uts5 opr-5 nap5 rut-6
hif-8 ^sq5 yau-19 yés-19 acy9 ird10 vau-9 npa10 xpa13 ngr7 chm8 aws13 ^ze8 adu-6 ism3 oud-4 lse7 ^ag-2 lug7 eda7
kag6 ham3 aço-19 act1 rès-17 doc3 sua5 mén-17 elo2 xes6 thd14 of$7 ek$7 oks11 pda6 suc5 éer-19 ^ol6 lta-4 go$5
yai-19 pgr11 lvi15 rdl17 bue-11 enh10 ggr11 upd7 nêt-19 ndm17 ^my4 laç-19 ley5 upg14 éph-15 pas-1 mb$10 ubb11 ccr-10
dén-19 lâc-19 phs19 ltr-7 ewo7 aks16 nfo-1 lim-2 cea7 gal-3 oïd-19 buf7 gun10 cra2 pai3 ^ty3 foi-15 rb$15 bee12 lba6
ab$7 prè-19 ghe12 lys-5 ééc-19 idg9 llè-19 opp-2 cèd-19 esu4 tst7 une3 goo12 eho11 pil-3 ebs8 bti-10 agi-2 uje-19
^fo0 ium5 exh12 icl13 mpu4 ^aé-19 aér-19 ûte-19 aib-16 ph$9 htf21 alm8 ût$-19 erb3 cky13 gro2 vré-19 nit1 méc-19
uvo-19 hap3 upa-7 ci$-7 hem2 xée-18 inv1 cam3 anu4 mee12 pho3 sof8 ina1 nig5 rfe10 bus4 ias5 ^ga-1 lco6 pez-15 oxi5
anç-13 ném-18 crè-18 jun9 bot5 hét-18 ^ya6 rve1 oac9 azi9 dma10 ax$6 auf-15 ums10 io$3 cod1 lou-2 rpe7 aig-6 eft11
^rè-18 tud-4 deo11 bug5 ntu-3 inh5 ef$4 yen-8 hèr-18 ^mê-18 swo11 met1 dn$7 thl11 ^bâ-18 faç-15 utp9 wou14 fui-18
irc4 ray3 do$4 cun-11 un$4 mèr-18 çag-18 hir4 tco5 bia5 lyz15 ubd10 eps11 uic8 joy10 édo-16 tib-3 obb12 ruc2 rmu-6
eir10 das6 dca9 bco9 nut-6 tfo7 aya-5 glé-18 igi3 ndf10 nor1 ipé-18 emu9 nev9 ott3 hus13 hès-18 séd-18 unh18 leo10
owd11 ça$-18 tém-18 ffu-11 bow12 sn$9 wnl13 ras-1 ejo-13 hur7 éex-18 vio4 dsh13 idl14 suj-16 ucc4 ^mè-18 ig$4 fet7
co$5 mac3 léa-18 kit4 rlo5 eom6 ubf20 ewr9 yph11 hei6 bse3 rtn15 feu-13 yeu-18 nfi-1 tip2 dwa10 rén-18 utr-5 ein-1
ags8 rur-12 apé-18 çai-16 irl9 gur-3 sad12 ggé-18 ^ot7 vue-9 icu-3 tpo12 xpo-3 pub-3 rfu13 ghb13 bât-18 nas5 élè-16
lad3 wha13 tod6 pei-14 ^pu1 lec1 nif-2 éun-18 ddl6 eai-18 mul-1 bbi10 ong1 sep5 tup5 oys14 olu-2 naî-18 itm10 fli4
udd11 het-5 fts17 kpo12 fin-1 tbo7 ^ss3 ême-15 maî-17 dum6 rmo4 nbo11 rau-6 fed11 ^sû-17 dun10 nei7 sew14 cru3
lèg-17 asy4 soc-3 ert-1 bbl12 hdr12 cro-1 rdu-9 lel7 oic6 mpi-2 raz13 no$4 aîc-17 îch-17 oal16`;

/** Words that are about as common in both. */
export const SHARED = `
abbé absence absent abstraction accent acceptable accessible accident acme acpi acquisition action actions
activation active adam adaptation adapter addr admin administration adobe adoption agenda agent agents agile ajax
akonadi albert album albums alchemy alexander alias alice alioth alliance allocation alpha alphabet alsa alter
alternative alternatives amazon anansi andreas andrew android angle angles angular animal animation animations
annotation annotations ansi anthony anti apache apertium apis apple applet applicable application applications
appsource aptitude arch architecture architectures archive archives arcs argp args argument arguments aria armature
armhf arrangement arrive article articles arts ascii aspect aspects aspell assembly assertion assertions asset
assets assistance assistant association associations assurance asterisk astro async asyncio atlas atom attend
attention attestation attestations attribution audacity audience audio audit audits auth auto autoloader await axes
azure backend badge bake balance barricade base bash batch behaviors berkeley beta bind binutils bios bitcoin
bitcoins bitmap bits blender blob blobs blockchain blockchains blog bluetooth bonus bool boolean bootstrap braille
branches branden brasero brave brigandine browserwindow bruce brute bucket budget bugs build builder builds bundle
bundles bytecode bézier cache caches caderousse cairo cake cakephp calc calibration calibre callable callback
callbacks cambridge camp canada candidate cannabis canvas capable capital captcha capture cargo cascade case cases
cause cdrom cent central centre ceph certain certification chair challenge chance changelog char charges charles
charset chart charts chat checkbox checkpoint chris christian chroma chrome chromium circuit clang classes
classification classname clause clauses claws client clients clip clone cloud cloudflare cluster cmake code codec
codes coefficient colin collaboration collation collations collection collections collision collisions combat
combine combo comment commercial commission commit commits commons communication communications compact compare
compatible compensation compilation compile compiler compose composer composite composition compression
concentration concept concepts condition conditions config configmap configurable configuration configurations
configure confirmation confusion consensus console const constant constellation constellations construction contact
contacts continue contour contrib contribution contributions controller controllers convention conventions
conversation conversations conversion conversions cookbook cookie cookies coordination copies copyright core
coreutils coroutine corporation corpus correct correction corrections corruption cosette count couple courfeyrac
court covid crate creative cron crontab crypto csrf ctrl ctypes cube culture cups curl cycle cycles daemon danger
daniel dantès dapp dapps darktable datagridview dataset date dates datetime david dbus debcamp debconf debian debug
decimal defi delfador delta descendant description descriptions design destination destruction devtools dfsg dhcp
diagnostic dict diff digest digikam dimension dimensions direct direction directions directive directives discord
discussion discussions dispatcher distance distances distinct distribution distributions district division django
docbook dock docker docs doctest doctrine doctype document documentation documents dollar dollars domdocument dotnet
double dpkg draft dragon draw dump duplication ebpf echidna echo ecpg edge edition edmond effective effort efforts
electron elensefar elizabeth ellipse emacs email emails emphasis employer encode encoder encrypt engagement enjolras
entities entity enum epub errata errno etag ether ethereum ethernet etherscan euro europe evolution exact examine
excel excellent exception exceptions exchange exclusion exclusive exec exif exim existence expansion expert experts
expiration exploration explorer export expose express expression expressions extensible extension extensions
extraction fabric face facebook faces factory fallback false fantine fastapi fastcgi fauchelevent fetch ffmpeg
figure figures filename film final finder firebase firefox firmware flags flash flex flexbox flexible float focus
font fontwork football force forces foreignkey fork format formats former formhelper fortune forum forums foundation
fraction fragment fragments frame frames framework frameworks france francs franz freebsd freecad freedict front
frontend frontmatter futex future gain gains gamma gamut gatsby gavroche gdal geodjango geography geom george geos
geth gettext gillenormand gimp gist github glibc glob global gnome gnupg google grain graph graphql grass grave
grease grep grub gssapi guid guide guides guimenuitem guiseq gzip hash haystack head headless hello helm helper
helpers hertzog hess hill hook hooks horizon horizontal href hstore html http httpd httpfoundation httpkernel
httprequest https hurd icedove iceweasel identification identifier idle iframe ignore image images imap immense
impact import importance important impress inaccessible inactive incident inclusion incompatible incorrect
indentation index indication indices influence info information infrastructure init initial initiative injection
inline innovation insertion inspection installation installations installer instance instances instant institution
institutions instruction instructions instrument instrumentation instruments intel intelligence intelligent
intellisense intention inter interaction interactions interactive interface interfaces international internet
interpolation intersection interval intervention interwiki intlcalendar introduction inverse invisible invitation
invite invocation ipad ipfs isbn island isolation jack jackson james java javascript javert jean jenkins jersey
jessie jigdo joey john joint jonathan joseph jpeg jquery json jsonb justice kalenz kapou kerberos keycap knalga
konrad kubectl kubernetes label labels lang large latex latin latitude layout layouts lazy ldap leader lenny libc
libpq libreoffice licence lieutenant limitation limitations linestring link linkend linkid linter linux lion lisp
listen listener listeners literal loader local locale locales localhost logger logo logs long longitude lots louis
lucas luminance machine machines macos macro macros madame madeleine magazine mage mail mailer main maintenance
makefile malin manipulation margin mariadb marius markdoc markdown martin mary master mate material math matrix matt
matthew maximal maximum mbox mediawiki mention menu menuitem menus merkle message messages meta metamask michael
michlmayr micro microsoft middleware midi migration migrations mike millions mime mine mines mini minimal minimum
minute minutes mips mission mobile mode modeladmin modem modes module modules moment moments mono monsieur morrel
mozilla msbuild multi multiplier multiprocessing mutation mutex mutt mysql namespace nation national nations native
nature navigation nbsp needle netbsd netlify netscape netware nginx nodata node nonce none normal notation note
notebook notes notification notifications npcname nuget null numeric nvidia nylon oauth obligation obligations
occasion occurrence occurrences ocsp octicons office offset oldstable onclick onenote ontario opaque openapi openbsd
opencl opendocument opengl openjdk openoffice openpgp openssl openstack openstreetmap opentelemetry opera opinion
option options oracle oracles orange orcs orientation origin original ours outlook pack package packagereference
packages padding page pages pagination pain pair palette panic para params parent parents paris part participant
participants participation parties partition partitions passage passes patch pathname paul pause payable pcre pear
pencil pension perception performance perl permanent permission permissions perspective peter phase phases photo
photos phpmyadmin phpunit phrase pickle pidgin pile piles ping pipe pipeline pipelines pivot pixel pixels place
placeholder placement plan plans plasma plate plates plug plugin plugins pods point pointer points police pool
population port portable porter portion portions ports pose position positions positive posix possession possible
post postgis postgres postgresql posts postscript potato potion powerpc powerpoint powershell preact primitive
primitives prince prison production productname profiler profit programmer proj projection promise promotion prop
propagation proportion propose proposer props protection protections proton prototype prototypes province provincial
proxy proxypass pseudo psql public pull puppet pure push puzzle pydantic python qemu qgis queryset question
questions queue quota quotas quote race radians radio raid rails raphaël rare raster rasters ratio react readline
readme rebase reconstruction rectangle redirection refs refuse regard regex relation relations relative replaceable
rest restaurant restriction restrictions rewriterule richard robert robinson robot robots rollup rollups roman
roomid root rose rotation route router routes routine routines routing royal rsync ruby runtime rust safari saint
sale salt samba sarge saturation scanner sceptre science scopes score scores scott script scripts scsi second secret
secrets section sections segment segmentation segments self semi sendmail sensible servant service services session
sessions setter sgml shader sharepoint shell signal signature signatures signer silence simple simulation site
sitemap sitename sites situation situations slash slip slither slot slots slug smtp soap social socket sockets
solaris solidity solution solutions sort sorts source sources spam span sparc spatial spline spool sqlite squeeze
srid stable stand standard standards standby starlette stash station stderr stdin stdout stefano steve streaming
street stretch strict strong struct structure structures studio style styles substance substitution subversion sudo
suexec suffixes suggestion suggestions suit suite suites super support suppose surface surfaces surprise
surveillance suspense swap symfony syslog systemd table tables tablespace tags tails tailwind talent tallin tauri
technique techniques technologies template templates terminal terrain terrible test testing tests texas texture
textures thomas thread threads thunderbird thénardier ticket tickets tiff timeline timeout timestamp title tkinter
toast todo token tokenizer tokens total towns trace tracer traces tracker tradition train trait traits transaction
transactions transformation transformations transformers transition transitions transmission transparent transport
transports triangle tribunal trigger triggers triple trolls true tsconfig tunnel tuple tuples twig twitter type
typeerror types typescript ubuntu udeb uefi ulink undefined unicode union unique unix unstable urls usage useeffect
usememo userinput usestate uuid uvicorn vacuum validation valjean valueerror variable variables variance variation
vary vercel versa version versions vertical vice viewrenderer village villages villefort violation violations
virtualhost visible vision visual vite void volume volumes vote votes wcag webdav webgl websocket weldyn wesnoth
wheezy widget widgets wiki wikipedia william williams windows woody word wordpress worker workers wrapper writer
wsdl xaml xcode xhtml xpath xref xslt yahoo yaml yield york youtube zacchiroli zend zlib zone zones zookeeper zoom`;
